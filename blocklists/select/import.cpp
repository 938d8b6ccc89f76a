// SPDX-License-Identifier: Apache-2.0
#include "blocklists/select/import.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "blocklists/names/hostname.h"
#include "dga/core/json_text.h"
#include "dga/core/json_value.h"
#include "dga/core/text.h"

namespace dgacast {
namespace {

using Json = nlohmann::json;

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const auto begin = text.find_first_not_of(kSpace);
  return begin == std::string_view::npos ? std::string_view{}
                                         : text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
}

constexpr std::size_t kLongestWord = 256;  // of a family or seed, before it becomes an id

/// The word that the catalogue knows, or one made of `text` that can be an id.
std::string family_id(std::string_view text, const Catalogue& catalogue) {
  if (const auto known = catalogue.meant_by(text); known.size() == 1) return known.front()->id;
  std::string id;
  for (const char c : text) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      id.push_back(c);
    } else if (c >= 'A' && c <= 'Z') {
      id.push_back(static_cast<char>(c + 32));
    } else if (!id.empty() && id.back() != '_') {
      id.push_back('_');
    }
  }
  while (id.ends_with('_')) id.pop_back();
  return id.substr(0, kLongestId);
}

/// The line of "FILE:LINE"; 0 when it has none.
std::size_t line_of(std::string_view where) {
  std::size_t line = 0;
  where.remove_prefix(where.rfind(':') + 1);
  std::from_chars(where.data(), where.data() + where.size(), line);
  return line;
}

/// Splits a line at `separator`; fields may stand in double quotes, a doubled quote is one (RFC 4180, 2). False when a
/// quote is not closed on this line.
bool split(std::string_view line, char separator, std::vector<std::string>& fields) {
  fields.assign(1, {});
  bool in_quotes = false, was_quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (in_quotes) {
      if (c != '"') {
        fields.back().push_back(c);
      } else if (i + 1 < line.size() && line[i + 1] == '"') {
        fields.back().push_back(line[++i]);
      } else {
        in_quotes = false;
      }
    } else if (c == '"' && fields.back().empty() && !was_quoted) {
      in_quotes = was_quoted = true;
    } else if (c == separator) {
      fields.emplace_back();
      was_quoted = false;
    } else {
      fields.back().push_back(c);
    }
  }
  return !in_quotes;
}

bool is_address(std::string_view text) {
  return !text.empty() &&
         (text.find(':') != std::string_view::npos || text.find_first_not_of("0123456789.") == std::string_view::npos);
}

}  // namespace

/// One file being read.
class Imports::Reader {
 public:
  Reader(Imports& imports, std::string_view text, std::string_view name, const Catalogue& catalogue,
         const ImportDefaults& defaults)
      : imports_(imports), text_(text), name_(name), catalogue_(catalogue), defaults_(defaults) {
    if (text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);
  }

  void read() {
    const std::string_view start = trimmed(text_);
    if (start.empty()) fail(1, "holds no name", "give a list of names");
    const std::string_view first_line = trimmed(start.substr(0, start.find('\n')));
    const bool json = start.front() == '{' || start.front() == '[';
    if (json && Json::parse(first_line, nullptr, false).contains("domain")) return read_json_lines();
    if (json) return read_json();
    std::vector<std::string> fields;
    split(first_data_line(), '\t', fields);
    if (fields.size() == 4) return read_netlab();
    split(first_data_line(), ',', fields);
    if (fields.size() >= 3 && fields[1].starts_with("Domain used by ")) return read_bambenek();
    if (fields.size() > 1 || fields[0] == "domain") return read_csv();
    read_plain();
  }

 private:
  [[noreturn]] void fail(std::size_t line, std::string what, std::string mend) const {
    throw InputError{{std::string(name_) + ":" + std::to_string(line), std::move(what), std::move(mend)}};
  }

  /// Calls `visit(line, number)` for each line that is neither empty nor a comment.
  template <typename Visit>
  void each_line(Visit visit) const {
    std::string_view rest = text_;
    for (std::size_t number = 1; !rest.empty(); ++number) {
      const auto feed = rest.find('\n');
      const std::string_view line = trimmed(rest.substr(0, feed));
      rest.remove_prefix(feed == std::string_view::npos ? rest.size() : feed + 1);
      if (!line.empty() && line.front() != '#') visit(line, number);
    }
  }
  std::string_view first_data_line() const {
    std::string_view first;
    each_line([&](std::string_view line, std::size_t) {
      if (first.empty()) first = line;
    });
    return first;
  }

  void add(const Row& row, std::size_t line) {
    const std::string_view family = row.family.empty() ? std::string_view{defaults_.family} : row.family;
    if (family.empty()) fail(line, "does not say of which family " + quote(row.domain) + " is", "give --family NAME");
    check_word(family, "family", line);
    auto known = family_ids_.find(family);
    if (known == family_ids_.end())
      known = family_ids_.emplace(std::string(family), family_id(family, catalogue_)).first;
    const std::string& id = known->second;
    if (id.empty()) fail(line, "the family " + quote(family) + " has no letter or digit", "name it");
    const std::string seed = seed_id(row.seed.empty() ? std::string_view{defaults_.seed} : row.seed, line);
    const bool dated = row.from && row.until;
    if (!dated && !defaults_.period)
      fail(line, "does not say when " + quote(row.domain) + " is valid", "give --from DATE and --to DATE");
    const Period window{row.from           ? *row.from
                        : defaults_.period ? defaults_.period->begin
                                           : kUnbounded.begin,
                        row.until          ? *row.until
                        : defaults_.period ? defaults_.period->end
                                           : kUnbounded.end};
    if (window.end <= window.begin)
      fail(line, "the validity of " + quote(row.domain) + " ends before it begins",
           "the end is exclusive, and later than the beginning");
    const auto name = is_address(row.domain) ? std::nullopt : canonical_name(row.domain);
    if (!name || name->find('.') == std::string::npos) {
      ++imports_.unusable_;
      return;
    }
    ++imports_.names_;
    imports_.origin(id, catalogue_).source->lists[{seed, window.begin, window.end}].add(*name);
  }

  void check_word(std::string_view word, std::string_view what, std::size_t line) const {
    if (word.size() > kLongestWord)
      fail(
          line,
          "the " + std::string(what) + " " + quote(word) + " is longer than " + std::to_string(kLongestWord) + " bytes",
          "give its name");
  }

  /// A seed goes into every list as it is, so that it must be an id.
  std::string seed_id(std::string_view word, std::size_t line) {
    check_word(word, "seed", line);
    if (is_id(word)) return std::string(word);
    std::string id = to_id(word);
    if (id.empty()) fail(line, "the seed " + quote(word) + " has no letter or digit", "name it");
    if (imports_.renamed_++ == 0)
      imports_.first_renamed_ =
          std::string(name_) + ":" + std::to_string(line) + ": " + quote(word) + " is now '" + id + "'";
    return id;
  }

  /// `YYYY-MM-DD`, with ` HH:MM:SS` or `THH:MM:SSZ` behind it.
  UtcSeconds instant(std::string_view text, std::size_t line) const {
    std::string written(trimmed(text));
    if (written.size() == 19 && (written[10] == ' ' || written[10] == 'T')) {
      written[10] = 'T';
      written.push_back('Z');
    }
    if (written.starts_with("9999-12-31")) return kUnbounded.end;  // lists without an end; beyond our calendar's years
    return parse_instant(written, std::string(name_) + ":" + std::to_string(line));
  }

  void read_plain() {
    each_line([&](std::string_view line, std::size_t number) {
      add({.domain = trimmed(line.substr(0, line.find('#'))), .family = {}, .seed = {}, .from = {}, .until = {}},
          number);
    });
  }

  void read_csv() {
    std::vector<std::string> header, fields;
    constexpr std::array<std::string_view, 5> kColumns{"domain", "family", "seed", "valid_from", "valid_until"};
    std::array<std::size_t, 5> at;
    each_line([&](std::string_view line, std::size_t number) {
      if (!split(line, ',', fields)) fail(number, "a quote is not closed", "close it on the same line");
      if (header.empty()) {
        header = fields;
        for (std::size_t c = 0; c < kColumns.size(); ++c) {
          at[c] = static_cast<std::size_t>(std::ranges::find(header, kColumns[c]) - header.begin());
        }
        if (at[0] == header.size())
          fail(number, "the header has no column \"domain\"",
               "name the columns: domain,family,seed,valid_from,valid_until");
        return;
      }
      if (fields.size() != header.size()) {
        fail(number, "has " + std::to_string(fields.size()) + " columns, the header " + std::to_string(header.size()),
             "give each row all columns");
      }
      const auto field = [&](std::size_t c) {
        return at[c] < fields.size() ? std::string_view{fields[at[c]]} : std::string_view{};
      };
      Row row{field(0), field(1), field(2), {}, {}};
      if (!field(3).empty()) row.from = instant(field(3), number);
      if (!field(4).empty()) row.until = instant(field(4), number);
      add(row, number);
    });
  }

  void read_json_lines() {
    each_line([&](std::string_view line, std::size_t number) {
      const Json json = Json::parse(line, nullptr, false);
      const auto text = [&](const char* key) -> std::string_view {
        const Json& value = member(json, key);
        if (!value.is_null() && !value.is_string())
          fail(number, std::string("\"") + key + "\" is not a string", "give a string");
        return text_of(value);
      };
      if (!json.is_object() || !json.contains("domain"))
        fail(number, "is not an object with a \"domain\"", "give one JSON object a line");
      Row row{text("domain"), text("family"), text("seed"), {}, {}};
      if (!text("valid_from").empty()) row.from = instant(text("valid_from"), number);
      if (!text("valid_until").empty()) row.until = instant(text("valid_until"), number);
      add(row, number);
    });
  }

  void read_netlab() {
    std::vector<std::string> fields;
    each_line([&](std::string_view line, std::size_t number) {
      split(line, '\t', fields);
      if (fields.size() != 4)
        fail(number, "has " + std::to_string(fields.size()) + " columns, not 4",
             "give family, domain, start and end, separated by tabs");
      Row row{fields[1], fields[0], {}, instant(fields[2], number), instant(fields[3], number)};
      if (*row.until != kUnbounded.end)
        *row.until += std::chrono::seconds{1};  // 23:59:59 is the last second, ours is half-open
      add(row, number);
    });
  }

  void read_bambenek() {
    std::vector<std::string> fields;
    each_line([&](std::string_view line, std::size_t number) {
      constexpr std::string_view kIntroduction = "Domain used by ";
      split(line, ',', fields);
      if (fields.size() < 3 || !fields[1].starts_with(kIntroduction)) {
        fail(number, "is not a row of this feed", "give domain, \"Domain used by FAMILY for DAY\", YYYY-MM-DD, link");
      }
      std::string_view family = std::string_view{fields[1]}.substr(kIntroduction.size());
      family = family.substr(0, family.rfind(" for "));
      if (family.ends_with(" DGA")) family.remove_suffix(4);
      const UtcSeconds day = midnight_before(instant(std::string_view{fields[2]}.substr(0, 10), number));
      add({fields[0], family, {}, day, day + std::chrono::days{1}}, number);
    });
  }

  void read_json() {
    const JsonText document = JsonText::parse(text_, name_, kJsonListLimits);
    const Json& root = document.value();
    const auto each = [&](const std::vector<std::string>& path, const Json& list, std::string_view family) {
      if (!list.is_array())
        throw InputError{{document.where(path), "is not a list of names", "give an array of strings"}};
      for (std::size_t i = 0; i < list.size(); ++i) {
        auto at = path;
        at.push_back(std::to_string(i));
        if (!list[i].is_string()) throw InputError{{document.where(at), "is not a name", "give a string"}};
        add({text_of(list[i]), family, {}, {}, {}}, document.line(at));
      }
    };
    if (root.is_array()) return each({}, root, {});
    if (member(root, "list").is_array()) return each({"list"}, member(root, "list"), {});
    if (root.contains("Event")) return read_misp_event(document);
    for (const auto& [key, list] : root.items()) {
      // DGArchive promises the malware before the first '_'; a whole word that we know tells the variant too.
      std::string_view family = key;
      if (family.ends_with("_dga")) family.remove_suffix(4);
      each({key}, list, catalogue_.find(family) != nullptr ? family : family.substr(0, family.find('_')));
    }
  }

  /// An instant as MISP writes it: `2026-11-24T00:00:00.000000+00:00`.
  UtcSeconds misp_instant(std::string_view text, std::size_t line) const {
    if (!text.ends_with("+00:00")) return instant(text, line);
    text.remove_suffix(6);
    return instant(text.substr(0, text.find('.')), line);
  }

  /// MISP writes true or false; what passed through a database or a form has 0 and 1, as numbers or texts.
  bool is_deleted(const Json& attribute, std::size_t line) const {
    const Json& deleted = member(attribute, "deleted");
    const std::uint64_t number = number_of(deleted, 2);
    const std::string& text = text_of(deleted);
    if (deleted.is_null() || deleted == false || number == 0 || text == "0") return false;
    if (deleted == true || number == 1 || text == "1") return true;
    fail(line, "has \"deleted\": " + quote(json_text(deleted)), "give true or false");
  }

  /// Attributes of type domain that are not deleted. An event of ours says family and seed in each comment; another's
  /// says the malware by its tag of the Malpedia galaxy.
  void read_misp_event(const JsonText& document) {
    const Json& event = member(document.value(), "Event");
    const auto list_of = [&](const char* key) -> const Json& {
      static const Json kNone = Json::array();
      return member(event, key).is_array() ? member(event, key) : kNone;
    };
    constexpr std::string_view kGalaxy = "misp-galaxy:malpedia=\"";
    std::string_view malware;
    for (const Json& tag : list_of("Tag")) {
      std::string_view name = text_of(member(tag, "name"));
      if (!name.starts_with(kGalaxy) || !name.ends_with('"')) continue;
      name.remove_prefix(kGalaxy.size());
      malware = name.substr(0, name.size() - 1);
    }
    const Json& attributes = list_of("Attribute");
    for (std::size_t i = 0; i < attributes.size(); ++i) {
      const Json& attribute = attributes[i];
      const auto text = [&attribute](const char* key) -> std::string_view { return text_of(member(attribute, key)); };
      const std::size_t line = document.line({"Event", "Attribute", std::to_string(i)});
      if ((text("type") != "domain" && text("type") != "hostname") || is_deleted(attribute, line)) continue;
      const std::string_view comment = text("comment");
      const std::string_view origin = comment.substr(0, comment.find(" index "));
      const auto slash = origin.find('/');
      const bool ours = origin.size() < comment.size() && slash != std::string_view::npos;
      Row row{text("value"),
              ours ? origin.substr(0, slash) : malware,
              ours ? origin.substr(slash + 1) : std::string_view{},
              {},
              {}};
      if (!text("first_seen").empty()) row.from = misp_instant(text("first_seen"), line);
      if (!text("last_seen").empty()) {
        row.until = misp_instant(text("last_seen"), line) + std::chrono::seconds{1};
      } else if (ours) {
        row.until = kUnbounded.end;
      }
      add(row, line);
    }
  }

  Imports& imports_;
  std::string_view text_;
  std::string_view name_;
  const Catalogue& catalogue_;
  const ImportDefaults& defaults_;
  std::map<std::string, std::string, std::less<>> family_ids_;  // by the words of the file
};

void Imports::Source::generate(const Seed& seed, const Period& period, DomainList& out) const {
  const auto found = lists.find({seed.id(), period.begin, period.end});
  if (found == lists.end()) return;
  for (std::size_t i = 0; i < found->second.size(); ++i) out.add(found->second[i]);
}

Imports::Origin& Imports::origin(std::string_view family, const Catalogue& catalogue) {
  const auto found = origins_.find(family);
  if (found != origins_.end()) return found->second;
  Origin& made = origins_[std::string(family)];
  made.source = std::make_unique<Source>(std::string(family));
  if (const CatalogueEntry* known = catalogue.find(family)) made.entry = *known;
  made.entry.id = family;
  made.entry.seeds.clear();
  made.entry.unavailable.clear();
  made.entry.family = made.source.get();
  return made;
}

void Imports::read(std::string_view text, std::string_view name, const Catalogue& catalogue,
                   const ImportDefaults& defaults) {
  Reader{*this, text, name, catalogue, defaults}.read();
}

void Imports::add_to(Plan& plan, Period horizon) const {
  for (const auto& [id, origin] : origins_) {
    const auto& lists = origin.source->lists;
    for (auto at = lists.begin(); at != lists.end();) {
      const std::string& seed = std::get<0>(at->first);
      std::vector<PlannedList> windows;
      for (; at != lists.end() && std::get<0>(at->first) == seed; ++at) {
        const Period window{std::get<1>(at->first), std::get<2>(at->first)};
        if (window.begin < horizon.end && horizon.begin < window.end) windows.push_back({window, window.end});
      }
      plan.add(origin.entry, SeedBuilder{id, seed, {}}.build(""), std::move(windows), SaidBy::imported);
    }
  }
}

}  // namespace dgacast

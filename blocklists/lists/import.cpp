// SPDX-License-Identifier: Apache-2.0
#include "blocklists/lists/import.h"

#include <algorithm>

#include "blocklists/io/input.h"
#include "blocklists/lists/imports/import_form.h"
#include "blocklists/names/hostname.h"
#include "blocklists/names/written_name.h"
#include "dga/core/ascii.h"
#include "dga/core/text.h"

namespace dgacast {
namespace {

constexpr std::size_t kLongestWord = 256;  // of a family or seed, before it becomes an id

/// Malpedia's ids are PLATFORM.NAME (win.necurs): the name, or the text as it is.
std::string_view without_platform(std::string_view text) {
  constexpr std::string_view kPlatforms[] = {"win.", "elf.", "osx.", "apk.", "ios.", "js.", "jar.",
                                             "php.", "ps1.", "py.",  "vbs.", "asp.", "sh."};
  for (const std::string_view platform : kPlatforms) {
    if (text.starts_with(platform) && text.size() > platform.size()) return text.substr(platform.size());
  }
  return text;
}

/// The family that the catalogue knows by this word, as id, alias, malware or in Malpedia; "" when it is none or
/// several.
std::string known_family(std::string_view text, const Catalogue& catalogue) {
  if (const auto known = catalogue.meant_by(text); known.size() == 1) return known.front()->id;
  std::string found;
  for (const CatalogueEntry& entry : catalogue.entries()) {
    if (entry.malpedia.id.empty() || (entry.malpedia.id != text && entry.malpedia.name != text)) continue;
    if (!found.empty()) return {};
    found = entry.id;
  }
  return found;
}

/// The word that the catalogue knows, or one made of `text` that can be an id.
std::string family_id(std::string_view text, const Catalogue& catalogue) {
  for (const std::string_view word : {text, without_platform(text)}) {
    if (std::string known = known_family(word, catalogue); !known.empty()) return known;
  }
  // A key such as `necurs_dga` or `pykspa_improved_3`: the longest beginning that is known.
  for (auto end = text.rfind('_'); end != std::string_view::npos && end > 0; end = text.rfind('_', end - 1)) {
    if (std::string known = known_family(text.substr(0, end), catalogue); !known.empty()) return known;
  }
  text = without_platform(text);
  std::string id;
  for (const char c : text) {
    if (is_letter(c) || is_digit(c)) {
      id.push_back(lower(c));
    } else if (!id.empty() && id.back() != '_') {
      id.push_back('_');
    }
  }
  while (id.ends_with('_')) id.pop_back();
  return id.substr(0, kLongestId);
}

}  // namespace

/// Takes the rows of one file.
class Imports::Taker final : public ImportRows {
 public:
  Taker(Imports& imports, const ImportText& text, const Catalogue& catalogue, const ImportDefaults& defaults)
      : imports_(imports), text_(text), catalogue_(catalogue), defaults_(defaults) {}

  void take(const ImportRow& row) override {
    const std::size_t line = row.line;
    const std::string_view family = row.family.empty() ? std::string_view{defaults_.family} : row.family;
    if (family.empty())
      text_.fail(line, "does not say of which family " + quote(row.domain) + " is",
                 "give a family for names that come without one");
    check_word(family, "family", line);
    auto known = family_ids_.find(family);
    if (known == family_ids_.end())
      known = family_ids_.emplace(std::string(family), family_id(family, catalogue_)).first;
    const std::string& id = known->second;
    if (id.empty()) text_.fail(line, "the family " + quote(family) + " has no letter or digit", "name it");
    const std::string seed = seed_id(row.seed.empty() ? std::string_view{defaults_.seed} : row.seed, line);
    const bool dated = row.from && row.until;
    if (!dated && !defaults_.period)
      text_.fail(line, "does not say when " + quote(row.domain) + " is valid",
                 "give dates for names that come without them");
    const Period window{row.from           ? *row.from
                        : defaults_.period ? defaults_.period->begin
                                           : kUnbounded.begin,
                        row.until          ? *row.until
                        : defaults_.period ? defaults_.period->end
                                           : kUnbounded.end};
    if (window.end <= window.begin)
      text_.fail(line, "the validity of " + quote(row.domain) + " ends before it begins",
                 "the end is exclusive, and later than the beginning");
    const std::string_view meant = meant_name(row.domain, scratch_);
    const auto name = could_be_name(meant) ? canonical_name(meant) : std::nullopt;
    if (!name || name->find('.') == std::string::npos) return leave_out(row.domain, line);
    ++taken_;
    ++imports_.names_;
    imports_.origin(id, catalogue_).source->lists[{seed, window.begin, window.end}].add(*name);
  }
  void leave_out(std::string_view text, std::size_t line) override {
    if (left_out_++ == 0) first_left_out_ = {std::string(text), line};
    if (imports_.unusable_++ == 0)
      imports_.first_unusable_ = std::string(text_.name()) + ":" + std::to_string(line) + ": " + quote(text);
  }

  /// Throws InputError when there were rows, and none of them a name: a list that could not be read is not an empty
  /// one.
  void finish() const {
    if (taken_ > 0 || left_out_ == 0) return;
    text_.fail(first_left_out_.second,
               quote(first_left_out_.first) + " is not a name, nor is any other row of this file",
               "give a list of names");
  }

 private:
  void check_word(std::string_view word, std::string_view what, std::size_t line) const {
    if (word.size() > kLongestWord)
      text_.fail(
          line,
          "the " + std::string(what) + " " + quote(word) + " is longer than " + std::to_string(kLongestWord) + " bytes",
          "give its name");
  }

  /// A seed goes into every list as it is, so that it must be an id.
  std::string seed_id(std::string_view word, std::size_t line) {
    check_word(word, "seed", line);
    if (is_id(word)) return std::string(word);
    std::string id = to_id(word);
    if (id.empty()) text_.fail(line, "the seed " + quote(word) + " has no letter or digit", "name it");
    if (imports_.renamed_++ == 0)
      imports_.first_renamed_ =
          std::string(text_.name()) + ":" + std::to_string(line) + ": " + quote(word) + " is now '" + id + "'";
    return id;
  }

  Imports& imports_;
  const ImportText& text_;
  const Catalogue& catalogue_;
  const ImportDefaults& defaults_;
  std::map<std::string, std::string, std::less<>> family_ids_;  // by word
  std::string scratch_;
  std::uint64_t taken_ = 0, left_out_ = 0;
  std::pair<std::string, std::size_t> first_left_out_;
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
  const ImportText list{text, name};
  Taker taker{*this, list, catalogue, defaults};
  import_form_of(list).read(list, taker);
  taker.finish();
}

std::string Imports::read_file(const std::string& path, std::string_view name, const Catalogue& catalogue,
                               const ImportDefaults& defaults) {
  FileInput file{path};
  const auto input = open_text(file, std::string(name));
  LineReader lines{*input, name};
  std::string text = lines.rest(kMostBytes, "divide it into several files");
  read(text, name, catalogue, defaults);
  return text;
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

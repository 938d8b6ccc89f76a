// SPDX-License-Identifier: Apache-2.0
#include "dga/core/catalogue.h"

#include <algorithm>
#include <array>

#include "dga/core/ascii.h"
#include "dga/core/embedded.h"
#include "dga/core/json_text.h"
#include "dga/core/json_value.h"
#include "dga/core/registry.h"
#include "dga/core/text.h"
#include "dga/random/digest.h"

namespace dgacast {

extern const EmbeddedFile catalogue_data[];
extern const std::size_t catalogue_data_size;

namespace {

using Json = nlohmann::json;
using Path = std::vector<std::string>;

Path operator/(Path path, std::string key) {
  path.push_back(std::move(key));
  return path;
}

/// True when a range of the alphabet (see alphabet_size() in blocklists/judge/assessment.h) ends before it begins.
bool has_backward_range(std::string_view alphabet) {
  const std::string_view signs = alphabet.substr(0, alphabet.find_first_of(" ,;"));
  for (std::size_t i = 0; i + 2 < signs.size(); ++i) {
    if (signs[i + 1] != '-') continue;
    if (signs[i] > signs[i + 2]) return true;
    i += 2;
  }
  return false;
}

constexpr std::array<std::string_view, 18> kEntryKeys{"id",          "malware",     "aliases", "malpedia",   "summary",
                                                      "taxonomy",    "scheme",      "period",  "names",      "suffixes",
                                                      "label",       "first_seen",  "sources", "parameters", "seeds",
                                                      "unavailable", "uncertainty", "verified"};
constexpr std::array<std::string_view, 3> kMalpediaKeys{"id", "name", "uuid"};
constexpr std::array<std::string_view, 3> kSeedKeys{"id", "values", "note"};
constexpr std::array<std::string_view, 3> kParameterKeys{"name", "meaning", "default"};
constexpr std::array<std::string_view, 2> kNamesKeys{"per_period", "note"};
constexpr std::array<std::string_view, 3> kLabelKeys{"min", "max", "alphabet"};
constexpr std::array<std::string_view, 2> kUncertaintyKeys{"text", "slack_days"};

/// Reads typed values out of one object of the document.
class Reader {
 public:
  Reader(const JsonText& document, Path path) : document_(document), path_(std::move(path)), object_(document.value()) {
    for (const std::string& key : path_) object_ = child(object_.get(), key);
    if (!object_.get().is_object())
      fail(path_, "this is " + std::string(object_.get().type_name()) + ", not an object", "write { ... }");
  }

  bool has(const char* key) const { return object_.get().contains(key); }
  Path path(const std::string& key) const { return path_ / key; }
  const Json& json(const char* key) const { return member(object_.get(), key); }
  [[noreturn]] void fail(const Path& path, std::string what, std::string mend) const {
    throw InputError{{document_.where(path), std::move(what), std::move(mend)}};
  }

  void read(const char* key, std::string& out) const {
    if (!has(key)) return;
    if (!json(key).is_string()) wrong(key, "a string");
    check_line(path(key), key, json(key));
    out = text_of(json(key));
  }
  /// A string that must be an id.
  void read_id(const char* key, std::string& out) const {
    read(key, out);
    if (!out.empty() && !is_id(out)) wrong(key, "at most 64 letters, digits, '_', '-' and '.'");
  }
  void read(const char* key, std::vector<std::string>& out) const {
    if (!has(key)) return;
    const Json& value = json(key);
    if (!value.is_array() || !std::ranges::all_of(value, [](const Json& v) { return v.is_string(); }))
      wrong(key, "an array of strings");
    for (std::size_t i = 0; i < value.size(); ++i) check_line(path(key) / std::to_string(i), key, value[i]);
    out = texts_of(value);
  }
  /// A whole number of 0 to `most`.
  template <typename Number>
  void read_number(const char* key, Number& out, std::uint64_t most) const {
    if (!has(key)) return;
    const Json& value = json(key);
    if (!value.is_number_unsigned() || number_of(value) > most)
      wrong(key, "a whole number of 0 to " + std::to_string(most));
    out = static_cast<Number>(number_of(value));
  }
  void only(std::span<const std::string_view> known) const { document_.only_keys(path_, known); }
  [[noreturn]] void wrong(const char* key, const std::string& wanted) const {
    fail(path(key), std::string("\"") + key + "\" is " + quote(json_text(json(key))), "give " + wanted);
  }

 private:
  /// Texts go into lists and to terminals as they are: a line feed there would make a row of its own.
  void check_line(const Path& path, const char* key, const Json& value) const {
    const std::string& text = text_of(value);
    if (is_line(text)) return;
    fail(path,
         std::string("\"") + key + "\" holds " + quote(text) +
             (text.size() > kLongestLineText ? ", which is too long" : ", which is not one line of printable text"),
         "give at most " + std::to_string(kLongestLineText) +
             " bytes, without line feeds, tabs, control characters or characters that change the direction of text");
  }

  const JsonText& document_;
  Path path_;
  std::reference_wrapper<const Json> object_;
};

std::vector<std::string_view> ids_of(const std::deque<CatalogueEntry>& entries) {
  std::vector<std::string_view> ids;
  for (const CatalogueEntry& entry : entries) ids.push_back(entry.id);
  return ids;
}

void read_parameters(const JsonText& document, const Reader& reader, CatalogueEntry& entry) {
  if (!reader.has("parameters")) return;
  const Json& list = reader.json("parameters");
  if (!list.is_array()) reader.wrong("parameters", "an array of objects");
  entry.parameters.clear();
  for (std::size_t i = 0; i < list.size(); ++i) {
    const Reader item{document, reader.path("parameters") / std::to_string(i)};
    item.only(kParameterKeys);
    ParameterFact fact;
    item.read("name", fact.name);
    item.read("meaning", fact.meaning);
    if (item.has("default") && !item.json("default").is_null()) fact.default_json = json_text(item.json("default"));
    entry.parameters.push_back(std::move(fact));
  }
}

void read_facts(const JsonText& document, const Reader& reader, CatalogueEntry& entry) {
  reader.read("malware", entry.malware);
  reader.read("aliases", entry.aliases);
  reader.read("summary", entry.summary);
  reader.read("taxonomy", entry.taxonomy);
  reader.read("scheme", entry.scheme);
  reader.read("period", entry.period_note);
  reader.read("suffixes", entry.suffixes);
  reader.read("first_seen", entry.first_seen);
  reader.read("sources", entry.sources);
  reader.read("unavailable", entry.unavailable);
  reader.read("verified", entry.verified);
  if (reader.has("malpedia")) {
    const Reader malpedia{document, reader.path("malpedia")};
    malpedia.only(kMalpediaKeys);
    malpedia.read_id("id", entry.malpedia.id);  // it becomes part of a URL
    malpedia.read("name", entry.malpedia.name);
    malpedia.read_id("uuid", entry.malpedia.uuid);
  }
  if (reader.has("names")) {
    const Reader names{document, reader.path("names")};
    names.only(kNamesKeys);
    if (names.has("per_period") && !names.json("per_period").is_null()) {
      std::uint64_t number = 0;
      names.read_number("per_period", number, kMostNamesPerPeriod);
      entry.names_per_period = number;
    }
    names.read("note", entry.names_note);
  }
  if (reader.has("label")) {
    const Reader label{document, reader.path("label")};
    label.only(kLabelKeys);
    label.read_number("min", entry.label_min, kMostLabel);
    label.read_number("max", entry.label_max, kMostLabel);
    if (entry.label_min > entry.label_max)
      label.fail(reader.path("label"),
                 "labels have at least " + std::to_string(entry.label_min) + " and at most " +
                     std::to_string(entry.label_max) + " characters",
                 "give a \"min\" that is not above \"max\"");
    label.read("alphabet", entry.alphabet);
    if (has_backward_range(entry.alphabet))
      label.wrong("alphabet", "ranges that begin with their first sign, such as a-z");
  }
  if (reader.has("uncertainty")) {
    const Reader doubt{document, reader.path("uncertainty")};
    doubt.only(kUncertaintyKeys);
    doubt.read("text", entry.uncertainty.text);
    doubt.read_number("slack_days", entry.uncertainty.slack_days, kMostSlackDays);
  }
  read_parameters(document, reader, entry);
}

void read_seeds(const JsonText& document, const Reader& reader, CatalogueEntry& entry, bool users) {
  if (!reader.has("seeds")) return;
  const Json& list = reader.json("seeds");
  if (!list.is_array()) reader.wrong("seeds", "an array of objects");
  if (entry.family == nullptr && !list.empty()) {
    reader.fail(reader.path("seeds"),
                "family '" + entry.id + "' has no code that could use seeds: " + entry.unavailable, "remove them");
  }
  for (std::size_t i = 0; i < list.size(); ++i) {
    const Path path = reader.path("seeds") / std::to_string(i);
    const Reader item{document, path};
    item.only(kSeedKeys);
    if (!item.has("id"))
      item.fail(path, "this seed of '" + entry.id + "' has no \"id\"",
                "give it one, to be used as " + entry.id + "/ID");
    std::string id, note;
    item.read("id", id);
    item.read("note", note);
    if (!is_id(id))
      item.fail(item.path("id"), "the seed id " + quote(id) + " cannot be used",
                "take letters, digits, '_', '-' and '.', at most 64");
    SeedBuilder builder = entry.builder(id, document.where(path));
    if (item.has("values")) {
      if (!item.json("values").is_object()) item.wrong("values", "an object: {\"PARAMETER\": VALUE}");
      for (const auto& [name, value] : item.json("values").items()) {
        builder.set(name, value, document.where(item.path("values") / name));
      }
    }
    Seed seed = builder.note(std::move(note)).build(document.where(path));
    if (!missing_observation(seed, entry.family->facts().parameters)) entry.family->check(seed, document.where(path));
    const auto mark = std::ranges::find(entry.user_seeds, id);
    if (users && mark == entry.user_seeds.end()) entry.user_seeds.push_back(id);
    const auto old = std::ranges::find(entry.seeds, id, &Seed::id);
    if (old == entry.seeds.end()) {
      entry.seeds.push_back(std::move(seed));
    } else {
      *old = std::move(seed);
    }
  }
}

}  // namespace

bool CatalogueEntry::is_users(std::string_view seed_id) const noexcept {
  return std::ranges::find(user_seeds, seed_id) != user_seeds.end();
}

const Seed& CatalogueEntry::seed(std::string_view seed_id, std::string_view where) const {
  const auto found = std::ranges::find(seeds, seed_id, &Seed::id);
  if (found != seeds.end()) return *found;
  std::vector<std::string_view> known;
  for (const Seed& one : seeds) known.push_back(one.id());
  std::string otherwise = "'dgacast families " + id + "' lists its seeds";
  if (known.empty()) otherwise = "it has none";
  throw InputError{
      {std::string(where), "family '" + id + "' has no seed " + quote(seed_id), suggest(seed_id, known, otherwise)}};
}

std::string MalpediaFact::url() const { return "https://malpedia.caad.fkie.fraunhofer.de/details/" + id; }

SeedBuilder CatalogueEntry::builder(std::string_view seed_id, std::string_view where) const {
  SeedBuilder builder{id, seed_id, family->facts().parameters};
  for (const ParameterFact& fact : parameters) {
    if (!fact.default_json.empty()) builder.set(fact.name, Json::parse(fact.default_json, nullptr, false), where);
  }
  return builder;
}

Seed CatalogueEntry::at_instant(const Seed& seed, UtcSeconds when) const {
  SeedBuilder made{id, seed, seed.id()};
  for (const ParameterSpec& spec : family->facts().parameters) {
    if (spec.type == ParameterType::instant && spec.optional && !seed.has(spec.name))
      made.set(spec.name, format_instant(when), "");
  }
  return made.build("");
}

Seed CatalogueEntry::make_seed(std::string_view seed_id, const Seed* base,
                               const std::vector<std::pair<std::string, Json>>& values, std::string_view where) const {
  if (family == nullptr) {
    throw InputError{{std::string(where), "family '" + id + "' cannot be generated: " + unavailable, "leave it out"}};
  }
  SeedBuilder made = base != nullptr ? SeedBuilder{id, *base, seed_id} : builder(seed_id, where);
  for (const auto& [name, value] : values) made.set(name, value, where);
  Seed seed = made.build(where);
  if (!missing_observation(seed, family->facts().parameters)) family->check(seed, where);
  return seed;
}

Catalogue Catalogue::builtin() {
  Catalogue catalogue;
  for (std::size_t i = 0; i < catalogue_data_size; ++i) {
    const EmbeddedFile& file = catalogue_data[i];
    try {
      catalogue.merge(JsonText::parse(file.text(), std::string(file.name) + ".json"), {}, Source::builtin);
    } catch (const InputError& error) {
      throw std::logic_error(error.what());
    }
    catalogue.texts_.emplace_back(file.text());
  }
  for (const Family* family : families()) {
    if (catalogue.find(family->facts().id) == nullptr) {
      throw std::logic_error("no catalogue entry for family " + std::string(family->facts().id));
    }
  }
  return catalogue;
}

void Catalogue::add(std::string_view text, std::string_view name) {
  const JsonText document = JsonText::parse(text, name);
  Catalogue changed = *this;  // so that a fault in the middle changes nothing
  if (document.value().is_array()) {
    for (std::size_t i = 0; i < document.value().size(); ++i)
      changed.merge(document, {std::to_string(i)}, Source::user);
  } else {
    changed.merge(document, {}, Source::user);
  }
  changed.texts_.emplace_back(text);
  *this = std::move(changed);
}

const Family* Catalogue::code_of(std::string_view id) const noexcept {
  const auto added = std::ranges::find(added_, id, [](const auto& family) { return family->facts().id; });
  return added != added_.end() ? added->get() : find_family(id);
}

void Catalogue::add_family(std::shared_ptr<const Family> family, std::string_view place, std::string_view text,
                           std::string_view name) {
  const FamilyFacts& facts = family->facts();
  const std::string id{facts.id};
  if (find(id) != nullptr) {
    const bool added = std::ranges::find(added_, code_of(id), &std::shared_ptr<const Family>::get) != added_.end();
    throw InputError{{std::string(place),
                      "its id '" + id + "' is that of a family that " + (added ? "was added before" : "is built in"),
                      "give the plugin another id"}};
  }
  const JsonText document = JsonText::parse(text, name);
  const Reader reader{document, {}};
  const auto must_be = [&](const char* key, std::string_view wanted) {
    std::string given;
    reader.read(key, given);
    if (given == wanted) return;
    reader.fail(
        reader.has(key) ? reader.path(key) : Path{},
        "\"" + std::string(key) + "\" is " + quote(given) + ", and the plugin's is '" + std::string(wanted) + "'",
        "let the two agree");
  };
  must_be("id", id);
  must_be("taxonomy", to_text(facts.taxonomy));
  Catalogue changed = *this;
  changed.added_.push_back(std::move(family));
  changed.merge(document, {}, Source::builtin);
  changed.texts_.emplace_back(text);
  *this = std::move(changed);
}

void Catalogue::merge(const JsonText& document, const Path& path, Source source) {
  const Reader reader{document, path};
  reader.only(kEntryKeys);
  std::string id;
  reader.read("id", id);
  if (id.empty())
    reader.fail(path, "this catalogue entry has no \"id\"",
                "give the id of a family, as 'dgacast families' lists them");
  auto found = std::ranges::lower_bound(entries_, id, {}, &CatalogueEntry::id);
  if (found == entries_.end() || found->id != id) {
    if (source == Source::user) entry(id, document.where(reader.path("id")));  // throws, with the nearest id
    found = entries_.insert(found, CatalogueEntry{});
    found->id = id;
    found->family = code_of(id);
  }
  CatalogueEntry& target = *found;
  read_facts(document, reader, target);
  if (target.family == nullptr && target.unavailable.empty()) {
    reader.fail(path, "family '" + id + "' has no code and no \"unavailable\"", "say why no list can be computed");
  }
  read_seeds(document, reader, target, source == Source::user);
}

const CatalogueEntry* Catalogue::find(std::string_view id) const noexcept {
  const auto found = std::ranges::lower_bound(entries_, id, {}, &CatalogueEntry::id);
  return found != entries_.end() && found->id == id ? &*found : nullptr;
}

const CatalogueEntry& Catalogue::entry(std::string_view id, std::string_view where) const {
  if (const CatalogueEntry* found = find(id)) return *found;
  throw InputError{{std::string(where), "unknown family " + quote(id),
                    suggest(id, ids_of(entries_), "'dgacast families' lists them all")}};
}

std::vector<const CatalogueEntry*> Catalogue::meant_by(std::string_view name) const {
  if (const CatalogueEntry* found = find(name)) return {found};
  std::vector<const CatalogueEntry*> found;
  const auto meant = [name](const std::string& word) { return same_word(word, name); };
  for (const CatalogueEntry& entry : entries_) {
    if (meant(entry.id) || meant(entry.malware) || std::ranges::any_of(entry.aliases, meant)) found.push_back(&entry);
  }
  return found;
}

std::vector<const CatalogueEntry*> Catalogue::named(std::string_view name, std::string_view where) const {
  std::vector<const CatalogueEntry*> found = meant_by(name);
  if (found.empty()) {
    auto known = ids_of(entries_);
    for (const CatalogueEntry& entry : entries_) known.insert(known.end(), entry.aliases.begin(), entry.aliases.end());
    throw InputError{{std::string(where), "unknown family " + quote(name),
                      suggest(name, known, "'dgacast families' lists them all")}};
  }
  return found;
}

std::string Catalogue::digest() const {
  Sha256 sha;
  for (const std::string& text : texts_) sha.update(text);
  return sha.hex();
}

}  // namespace dgacast

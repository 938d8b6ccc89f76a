// SPDX-License-Identifier: Apache-2.0
#include "dga/core/catalogue_reader.h"

#include <algorithm>
#include <array>

#include "dga/core/text.h"

namespace dgacast {
namespace {

using Json = nlohmann::json;
using Path = CatalogueReader::Path;

Path operator/(Path path, std::string key) {
  path.push_back(std::move(key));
  return path;
}

constexpr std::array kTaxonomies{Taxonomy::tdd, Taxonomy::tid, Taxonomy::tdn, Taxonomy::tin};
constexpr std::array kSchemes{Scheme::arithmetic, Scheme::hash, Scheme::wordlist, Scheme::permutation, Scheme::fixed};

constexpr std::array<std::string_view, 19> kEntryKeys{
    "id",     "malware",     "aliases",     "malpedia", "summary",    "taxonomy", "scheme",
    "period", "names",       "suffixes",    "label",    "first_seen", "sources",  "parameters",
    "seeds",  "unavailable", "uncertainty", "verified", "needs_lists"};
constexpr std::array<std::string_view, 3> kMalpediaKeys{"id", "name", "uuid"};
constexpr std::array<std::string_view, 5> kSeedKeys{"id", "values", "note", "tentative", "only_named"};
constexpr std::array<std::string_view, 3> kParameterKeys{"name", "meaning", "default"};
constexpr std::array<std::string_view, 2> kNamesKeys{"per_period", "note"};
constexpr std::array<std::string_view, 3> kLabelKeys{"min", "max", "alphabet"};
constexpr std::array<std::string_view, 2> kUncertaintyKeys{"text", "slack_days"};

void read_parameters(const CatalogueReader& reader, CatalogueEntry& entry) {
  if (!reader.has("parameters")) return;
  const std::size_t count = reader.objects("parameters").size();
  entry.parameters.clear();
  for (std::size_t i = 0; i < count; ++i) {
    const CatalogueReader item = reader.below("parameters", i);
    item.only(kParameterKeys);
    ParameterFact fact;
    item.read("name", fact.name);
    item.read("meaning", fact.meaning);
    if (item.has("default") && !item.json("default").is_null()) fact.default_json = json_text(item.json("default"));
    entry.parameters.push_back(std::move(fact));
  }
}

void read_malpedia(const CatalogueReader& reader, MalpediaFact& malpedia) {
  reader.only(kMalpediaKeys);
  reader.read_id("id", malpedia.id);  // it becomes part of a URL
  reader.read("name", malpedia.name);
  reader.read_id("uuid", malpedia.uuid);
}

void read_names(const CatalogueReader& reader, CatalogueEntry& entry) {
  reader.only(kNamesKeys);
  if (reader.has("per_period") && !reader.json("per_period").is_null()) {
    std::uint64_t number = 0;
    reader.read_number("per_period", number, kMostNamesPerPeriod);
    entry.names_per_period = number;
  }
  reader.read("note", entry.names_note);
}

void read_label(const CatalogueReader& reader, CatalogueEntry& entry) {
  reader.only(kLabelKeys);
  reader.read_number("min", entry.label_min, kMostLabel);
  reader.read_number("max", entry.label_max, kMostLabel);
  if (entry.label_min > entry.label_max)
    reader.fail(reader.path(),
                "labels have at least " + std::to_string(entry.label_min) + " and at most " +
                    std::to_string(entry.label_max) + " characters",
                "give a \"min\" that is not above \"max\"");
  if (!reader.has("alphabet")) return;
  std::string text;
  reader.read("alphabet", text);
  auto alphabet = Alphabet::parse(text);
  if (!alphabet) reader.wrong("alphabet", "characters, and ranges that begin with their first sign, such as a-z");
  entry.alphabet = std::move(*alphabet);
}

void read_first_seen(const CatalogueReader& reader, PartialDate& out) {
  if (!reader.has("first_seen")) return;
  std::string text;
  reader.read("first_seen", text);
  const auto date = parse_partial_date(text);
  if (!date) reader.wrong("first_seen", "a year, a month or a day from 1970 on: YYYY, YYYY-MM or YYYY-MM-DD");
  out = *date;
}

void read_uncertainty(const CatalogueReader& reader, Uncertainty& doubt) {
  reader.only(kUncertaintyKeys);
  reader.read("text", doubt.text);
  reader.read_number("slack_days", doubt.slack_days, kMostSlackDays);
}

Seed read_seed(const CatalogueReader& item, const CatalogueEntry& entry) {
  item.only(kSeedKeys);
  if (!item.has("id"))
    item.fail(item.path(), "this seed of '" + entry.id + "' has no \"id\"",
              "give it one, to be used as " + entry.id + "/ID");
  std::string id, note;
  item.read("id", id);
  item.read("note", note);
  SeedMarks marks;
  item.read("tentative", marks.tentative);
  item.read("only_named", marks.only_named);
  if (!is_id(id))
    item.fail(item.path("id"), "the seed id " + quote(id) + " cannot be used",
              "take letters, digits, '_', '-' and '.', at most 64");
  SeedBuilder builder = entry.builder(id, item.where());
  if (item.has("values")) {
    if (!item.json("values").is_object()) item.wrong("values", "an object: {\"PARAMETER\": VALUE}");
    for (const auto& [name, value] : item.json("values").items()) {
      builder.set(name, value, item.where(item.path("values") / name));
    }
  }
  Seed seed = builder.note(std::move(note)).mark(marks).build(item.where());
  if (!missing_observation(seed, entry.family->facts().parameters)) entry.family->check(seed, item.where());
  return seed;
}

}  // namespace

CatalogueReader::CatalogueReader(const JsonText& document, Path path)
    : document_(document), path_(std::move(path)), object_(document.value()) {
  for (const std::string& key : path_) object_ = child(object_.get(), key);
  if (!object_.get().is_object())
    fail(path_, "this is " + std::string(object_.get().type_name()) + ", not an object", "write { ... }");
}

CatalogueReader::Path CatalogueReader::path(const std::string& key) const { return path_ / key; }

CatalogueReader CatalogueReader::below(const char* key, std::size_t index) const {
  return {document_, path(key) / std::to_string(index)};
}

const Json& CatalogueReader::objects(const char* key) const {
  const Json& list = json(key);
  if (!list.is_array()) wrong(key, "an array of objects");
  return list;
}

void CatalogueReader::fail(const Path& path, std::string what, std::string mend) const {
  throw InputError{{document_.where(path), std::move(what), std::move(mend)}};
}

void CatalogueReader::wrong(const char* key, const std::string& wanted) const {
  fail(path(key), std::string("\"") + key + "\" is " + quote(json_text(json(key))), "give " + wanted);
}

void CatalogueReader::unknown_word(const char* key, std::string_view text,
                                   std::span<const std::string_view> words) const {
  std::string all;
  for (std::size_t i = 0; i < words.size(); ++i)
    all.append(i == 0 ? "give " : i + 1 < words.size() ? ", " : " or ").append(words[i]);
  fail(path(key), std::string("\"") + key + "\" is " + quote(text), suggest(text, words, all));
}

void CatalogueReader::read(const char* key, std::string& out) const {
  if (!has(key)) return;
  if (!json(key).is_string()) wrong(key, "a string");
  check_line(path(key), key, json(key));
  out = text_of(json(key));
}

void CatalogueReader::read(const char* key, bool& out) const {
  if (!has(key)) return;
  if (!json(key).is_boolean()) wrong(key, "true or false");
  out = json(key) == true;
}

void CatalogueReader::read_id(const char* key, std::string& out) const {
  read(key, out);
  if (!out.empty() && !is_id(out)) wrong(key, "at most 64 letters, digits, '_', '-' and '.'");
}

void CatalogueReader::read(const char* key, std::vector<std::string>& out) const {
  if (!has(key)) return;
  const Json& value = json(key);
  if (!value.is_array() || !std::ranges::all_of(value, [](const Json& v) { return v.is_string(); }))
    wrong(key, "an array of strings");
  for (std::size_t i = 0; i < value.size(); ++i) check_line(path(key) / std::to_string(i), key, value[i]);
  out = texts_of(value);
}

void CatalogueReader::check_line(const Path& path, const char* key, const Json& value) const {
  const std::string& text = text_of(value);
  if (is_line(text)) return;
  fail(path,
       std::string("\"") + key + "\" holds " + quote(text) +
           (text.size() > kLongestLineText ? ", which is too long" : ", which is not one line of printable text"),
       "give at most " + std::to_string(kLongestLineText) +
           " bytes, without line feeds, tabs, control characters or characters that change the direction of text");
}

std::span<const std::string_view> entry_keys() noexcept { return kEntryKeys; }

void read_facts(const CatalogueReader& reader, CatalogueEntry& entry) {
  reader.read("malware", entry.malware);
  reader.read("aliases", entry.aliases);
  if (reader.has("malpedia")) read_malpedia(reader.below("malpedia"), entry.malpedia);
  reader.read("summary", entry.summary);
  reader.read_word<Taxonomy>("taxonomy", entry.taxonomy, kTaxonomies);
  reader.read_word<Scheme>("scheme", entry.scheme, kSchemes);
  reader.read("period", entry.period_note);
  if (reader.has("names")) read_names(reader.below("names"), entry);
  reader.read("suffixes", entry.suffixes);
  if (reader.has("label")) read_label(reader.below("label"), entry);
  read_first_seen(reader, entry.first_seen);
  reader.read("sources", entry.sources);
  reader.read("unavailable", entry.unavailable);
  if (reader.has("uncertainty")) read_uncertainty(reader.below("uncertainty"), entry.uncertainty);
  reader.read("verified", entry.verified);
  reader.read("needs_lists", entry.needs_lists);
  read_parameters(reader, entry);
}

void read_seeds(const CatalogueReader& reader, CatalogueEntry& entry, bool users, std::vector<std::size_t>& replaced) {
  if (!reader.has("seeds")) return;
  const std::size_t count = reader.objects("seeds").size();
  if (entry.family == nullptr && count > 0) {
    reader.fail(reader.path("seeds"),
                "family '" + entry.id + "' has no code that could use seeds: " + entry.unavailable, "remove them");
  }
  for (std::size_t i = 0; i < count; ++i) {
    Seed seed = read_seed(reader.below("seeds", i), entry);
    if (users && !entry.is_users(seed.id())) entry.user_seeds.push_back(seed.id());
    const auto old = std::ranges::find(entry.seeds, seed.id(), &Seed::id);
    if (old == entry.seeds.end()) {
      entry.seeds.push_back(std::move(seed));
    } else {
      replaced.push_back(static_cast<std::size_t>(old - entry.seeds.begin()));
      *old = std::move(seed);
    }
  }
}

}  // namespace dgacast

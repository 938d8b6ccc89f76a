// SPDX-License-Identifier: Apache-2.0
#include "dga/core/golden.h"

#include <algorithm>

#include "dga/core/json_text.h"
#include "dga/core/json_value.h"
#include "dga/random/digest.h"

namespace dgacast {
namespace {

using Json = nlohmann::json;

/// Whether a line has all that a vector tells, in the types that are expected below.
bool is_vector(const Json& vector) {
  const auto has = [&vector](const char* key, auto is) { return vector.contains(key) && is(member(vector, key)); };
  const auto text = [](const Json& value) { return value.is_string(); };
  return vector.is_object() && has("family", text) && has("sha256", text) && vector.contains("seed") &&
         has("date", [](const Json& value) { return value.is_null() || value.is_string(); }) &&
         has("last", [](const Json& value) { return value.is_null() || value.is_string(); }) &&
         has("count", [](const Json& value) { return value.is_number_unsigned(); }) &&
         has("domains", [&text](const Json& value) { return value.is_array() && std::ranges::all_of(value, text); });
}

Seed seed_of(const CatalogueEntry& entry, const Json& vector, std::string_view where) {
  std::vector<std::pair<std::string, Json>> values;
  const Seed* base = nullptr;
  const Json& seed = member(vector, "seed");
  if (seed.is_object()) {
    for (const auto& [name, value] : seed.items()) {
      bool parameter = false;
      if (entry.family != nullptr) {
        for (const ParameterSpec& spec : entry.family->facts().parameters) parameter = parameter || spec.name == name;
      }
      if (name == "seed" && !parameter && value.is_string()) {
        base = &entry.seed(text_of(value), where);
      } else {
        values.emplace_back(name, value);
      }
    }
  } else if (seed.is_string()) {
    base = &entry.seed(text_of(seed), where);
  }
  if (vector.contains("observation")) values.emplace_back("observation", member(vector, "observation"));
  return entry.make_seed(base != nullptr ? std::string_view{base->id()} : "ad-hoc", base, values, where);
}

/// Whether the vector holds another part of the list than `names`, the usual one, and a parameter `count` can say so:
/// an endless walk (no value), or the beginning, less than half. `seed` then asks for that part. A usual length that is
/// merely wrong stays wrong.
bool asks_for_another_length(const CatalogueEntry& entry, const Json& vector, const DomainList& names, Seed& seed) {
  const std::uint64_t count = number_of(member(vector, "count"));
  const bool given = member(vector, "seed").contains("count");
  if (names.size() == count || names.empty() || given) return false;
  for (const ParameterSpec& spec : entry.family->facts().parameters) {
    if (spec.name != "count" || (spec.type != ParameterType::u32 && spec.type != ParameterType::u64)) continue;
    const bool endless = spec.optional && !seed.has("count");
    if (!endless && 2 * count >= names.size()) return false;
    const std::uint64_t asked = endless ? count : seed.u64("count") * count / names.size();
    seed = SeedBuilder{entry.id, seed, seed.id()}.set("count", asked, "").build("");
    return true;
  }
  return false;
}

std::string compare(const Json& vector, const DomainList& names) {
  const std::size_t count = number_of(member(vector, "count"));
  const Json& head = member(vector, "domains");
  for (std::size_t i = 0; i < head.size() && i < names.size(); ++i) {
    if (names[i] != text_of(head[i]))
      return "name " + std::to_string(i) + " is " + quote(names[i]) + ", expected " + quote(text_of(head[i]));
  }
  if (names.size() != count) return std::to_string(names.size()) + " names, expected " + std::to_string(count);
  const std::string& last = text_of(member(vector, "last"));
  if (count > 0 && names[count - 1] != last)
    return "the last name is " + quote(names[count - 1]) + ", expected " + quote(last);
  Sha256 sha;
  for (std::size_t i = 0; i < names.size(); ++i) {
    sha.update(names[i]);
    sha.update("\n");
  }
  const std::string digest = sha.hex();
  if (const std::string& expected = text_of(member(vector, "sha256")); digest != expected)
    return "SHA-256 " + digest + ", expected " + expected;
  return {};
}

}  // namespace

std::optional<std::string> check_golden(const Catalogue& catalogue, std::string_view line, std::string_view name,
                                        std::size_t number) {
  const std::string where = std::string(name) + ":" + std::to_string(number);
  const Json vector = parse_json(line);
  if (!is_vector(vector)) {
    throw InputError{{where, "this line is not a golden vector",
                      "give one JSON object a line with family, seed, date, count, sha256, domains and last"}};
  }
  const std::string &family = text_of(member(vector, "family")), &date = text_of(member(vector, "date"));
  const std::string label = family + " " + json_text(member(vector, "seed")) + " " + json_text(member(vector, "date"));
  std::string difference;
  try {
    const CatalogueEntry& entry = catalogue.entry(family, where);
    Seed seed = seed_of(entry, vector, where);
    const UtcSeconds when = member(vector, "date").is_null() ? UtcSeconds{} : parse_instant(date, where);
    if (missing_observation(seed, entry.family->facts().parameters))
      return where + ": " + label + ": the vector gives no observation";
    if (has_time(date)) seed = entry.at_instant(seed, when);
    DomainList names;
    entry.family->generate(seed, entry.family->facts().period.containing(seed, when), names);
    if (asks_for_another_length(entry, vector, names, seed)) {
      names.clear();
      entry.family->generate(seed, entry.family->facts().period.containing(seed, when), names);
    }
    difference = compare(vector, names);
  } catch (const InputError& error) {
    difference = error.issue().what;
  }
  if (difference.empty()) return std::nullopt;
  return where + ": " + label + ": " + difference;
}

}  // namespace dgacast

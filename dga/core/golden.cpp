// SPDX-License-Identifier: Apache-2.0
#include "dga/core/golden.h"

#include "dga/core/json_text.h"
#include "dga/random/digest.h"

namespace dgacast {
namespace {

using Json = nlohmann::json;

Seed seed_of(const CatalogueEntry& entry, const Json& vector, std::string_view where) {
  std::vector<std::pair<std::string, Json>> values;
  const Seed* base = nullptr;
  const Json& seed = vector.at("seed");
  if (seed.is_object()) {
    for (const auto& [name, value] : seed.items()) {
      bool parameter = false;
      if (entry.family != nullptr) {
        for (const ParameterSpec& spec : entry.family->facts().parameters) parameter = parameter || spec.name == name;
      }
      if (name == "seed" && !parameter && value.is_string()) {
        base = &entry.seed(value.get<std::string>(), where);
      } else {
        values.emplace_back(name, value);
      }
    }
  } else if (seed.is_string()) {
    base = &entry.seed(seed.get<std::string>(), where);
  }
  if (vector.contains("observation")) values.emplace_back("observation", vector["observation"]);
  return entry.make_seed(base != nullptr ? std::string_view{base->id()} : "ad-hoc", base, values, where);
}

/// Whether the vector holds another part of the list than `names`, the usual one, and a parameter `count` can say so:
/// an endless walk (no value), or the beginning, less than half. `seed` then asks for that part. A usual length that is
/// merely wrong stays wrong.
bool asks_for_another_length(const CatalogueEntry& entry, const Json& vector, const DomainList& names, Seed& seed) {
  const auto count = vector.at("count").get<std::uint64_t>();
  const bool given = vector.at("seed").is_object() && vector["seed"].contains("count");
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
  const auto count = vector.at("count").get<std::size_t>();
  const Json& head = vector.at("domains");
  for (std::size_t i = 0; i < head.size() && i < names.size(); ++i) {
    if (names[i] != head[i].get_ref<const std::string&>()) {
      return "name " + std::to_string(i) + " is " + quote(names[i]) + ", expected " + quote(head[i].get<std::string>());
    }
  }
  if (names.size() != count) return std::to_string(names.size()) + " names, expected " + std::to_string(count);
  const Json& last = vector.at("last");
  if (count > 0 && names[count - 1] != last.get<std::string>()) {
    return "the last name is " + quote(names[count - 1]) + ", expected " + quote(last.get<std::string>());
  }
  Sha256 sha;
  for (std::size_t i = 0; i < names.size(); ++i) {
    sha.update(names[i]);
    sha.update("\n");
  }
  const std::string digest = sha.hex();
  if (digest != vector.at("sha256").get<std::string>())
    return "SHA-256 " + digest + ", expected " + vector["sha256"].get<std::string>();
  return {};
}

}  // namespace

std::optional<std::string> check_golden(const Catalogue& catalogue, std::string_view line, std::string_view name,
                                        std::size_t number) {
  const std::string where = std::string(name) + ":" + std::to_string(number);
  const Json vector = parse_json(line);
  std::string label;
  try {
    label = vector.at("family").get<std::string>() + " " + vector.at("seed").dump() + " " + vector.at("date").dump();
    std::string difference;
    try {
      const CatalogueEntry& entry = catalogue.entry(vector.at("family").get<std::string>(), where);
      Seed seed = seed_of(entry, vector, where);
      const Json& date = vector.at("date");
      const UtcSeconds when = date.is_null() ? UtcSeconds{} : parse_instant(date.get<std::string>(), where);
      if (missing_observation(seed, entry.family->facts().parameters))
        return where + ": " + label + ": the vector gives no observation";
      if (date.is_string() && has_time(date.get<std::string>())) seed = entry.at_instant(seed, when);
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
  } catch (const Json::exception&) {
    throw InputError{{where, "this line is not a golden vector",
                      "give one JSON object a line with family, seed, date, count, sha256, domains and last"}};
  }
}

}  // namespace dgacast

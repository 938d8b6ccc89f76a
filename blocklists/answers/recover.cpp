// SPDX-License-Identifier: Apache-2.0
#include "blocklists/answers/recover.h"

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>
#include <set>

#include "blocklists/answers/query_batch.h"
#include "blocklists/engine/plan.h"
#include "blocklists/names/written_name.h"
#include "dga/core/json_value.h"
#include "dga/searches/seed_search.h"

namespace dgacast {
namespace {

/// Makes the lists of a seed that are in use in the range, and tells what they prove.
RecoveredSeed proved(const CatalogueEntry& entry, const Seed& seed, bool known, const std::set<std::string_view>& names,
                     const Period& range) {
  Plan plan;
  plan.add(entry, seed, range);
  const std::vector<PlannedList>& lists = plan.seeds().front().lists;
  std::vector<Period> periods;
  for (const PlannedList& list : lists) periods.push_back(list.period);
  const Proof proof = prove(*entry.family, seed, periods, names);
  RecoveredSeed result{seed, known, proof.names, UtcSeconds::max(), UtcSeconds::min()};
  for (const std::size_t list : proof.lists) {
    result.valid_from = std::min(result.valid_from, lists[list].period.begin);
    result.valid_until = std::max(result.valid_until, lists[list].valid_until);
  }
  return result;
}

/// A parameter's value as a catalogue writes it.
nlohmann::json json_of(const Seed& seed, const ParameterSpec& spec) {
  switch (spec.type) {
    case ParameterType::u8:
      return seed.u8(spec.name);
    case ParameterType::u16:
      return seed.u16(spec.name);
    case ParameterType::u32:
      return seed.u32(spec.name);
    case ParameterType::u64:
      return seed.u64(spec.name);
    case ParameterType::i32:
      return seed.i32(spec.name);
    case ParameterType::i64:
      return seed.i64(spec.name);
    case ParameterType::boolean:
      return seed.flag(spec.name);
    case ParameterType::string:
    case ParameterType::enumeration:
      return seed.text(spec.name);
    case ParameterType::bytes: {
      std::string hex = "0x";
      for (const char c : seed.text(spec.name)) {
        constexpr std::string_view kDigits = "0123456789abcdef";
        hex += kDigits[static_cast<unsigned char>(c) >> 4];
        hex += kDigits[static_cast<unsigned char>(c) & 15];
      }
      return hex;
    }
    case ParameterType::word_list: {
      nlohmann::json words = nlohmann::json::array();
      for (const std::string_view word : seed.words(spec.name).words()) words.push_back(word);
      return words;
    }
    case ParameterType::number_list: {
      const auto numbers = seed.numbers(spec.name);
      return std::vector<std::uint64_t>(numbers.begin(), numbers.end());
    }
    case ParameterType::instant:
      return format_instant(seed.instant(spec.name));
    case ParameterType::observation:
      return seed.observation(spec.name);
  }
  return {};
}

nlohmann::ordered_json values_of(const Seed& seed, std::span<const ParameterSpec> schema,
                                 std::span<const std::string_view> without = {}) {
  nlohmann::ordered_json values = nlohmann::ordered_json::object();
  for (const ParameterSpec& spec : schema) {
    if (std::ranges::find(without, spec.name) == without.end() && seed.has(spec.name))
      values[std::string(spec.name)] = json_of(seed, spec);
  }
  return values;
}

/// Keeps RunContext::progress at the part of one search that is done.
std::function<void(double)> progress_of(const RunContext& run) {
  if (run.progress == nullptr) return {};
  constexpr std::uint64_t kPieces = 1'000'000;
  run.progress->all_pieces = kPieces;
  return [&progress = *run.progress](double done) { progress.pieces = static_cast<std::uint64_t>(done * kPieces); };
}

/// Appends the seeds that a search finds and their lists prove.
void search_seeds(const SeedSearcher& searcher, const CatalogueEntry& entry, const std::vector<Seed>& bases,
                  const std::vector<std::string>& names, const std::set<std::string_view>& seen, std::size_t at_least,
                  const Period& range, const RunContext& run, std::vector<RecoveredSeed>& results) {
  SeedSearch search;
  search.names.assign(names.begin(), names.end());
  search.at_least = at_least;
  search.range = range;
  for (const Seed& base : bases) search.bases.push_back(&base);
  search.threads = run.threads;
  search.stop = run.stop;
  search.progress = progress_of(run);
  const auto found = searcher.search(search);
  run.check();
  std::set<FoundSeed> tried;
  for (const FoundSeed& values : found) {
    if (!tried.insert(values).second) continue;
    run.check();
    for (const Seed& base : bases) {
      const Seed seed = seed_with(*entry.family, base, values, "recovered-" + std::to_string(results.size() + 1));
      RecoveredSeed result = proved(entry, seed, false, seen, range);
      if (result.names < at_least) continue;
      results.push_back(std::move(result));
      break;  // other bases would make the same names, or fewer
    }
  }
}

}  // namespace

std::vector<std::string> seen_names(std::string_view text, std::string_view where) {
  std::set<std::string> names;
  std::string scratch, meant;
  std::size_t number = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    begin = end + 1;
    ++number;
    const std::string_view name = without_www(meant_name(line, meant));
    if (name.empty()) continue;
    const std::string_view comparable = could_be_name(name) ? comparable_name(name, scratch) : std::string_view{};
    if (comparable.empty()) {
      throw InputError{
          {std::string(where) + ":" + std::to_string(number), quote(line) + " is not a name", "give one name a line"}};
    }
    names.emplace(comparable);
  }
  if (names.empty())
    throw InputError{{std::string(where), "holds no name", "give the names that were seen, one a line"}};
  if (names.size() > kMostSeenNames)
    throw InputError{{std::string(where), "holds more than 10,000 names", "a handful is enough to find a seed"}};
  return {names.begin(), names.end()};
}

std::vector<const CatalogueEntry*> families_without_seeds(const Catalogue& catalogue) {
  std::vector<const CatalogueEntry*> entries;
  for (const CatalogueEntry& entry : catalogue.entries()) {
    if (entry.family != nullptr && !has_seed(entry.family->facts())) entries.push_back(&entry);
  }
  return entries;
}

std::vector<Seed> bases_of(const CatalogueEntry& entry, std::span<const std::pair<std::string, std::string>> params,
                           std::string_view where) {
  const SeedSearcher* const searcher = find_searcher(entry.id);
  if (searcher == nullptr && has_seed(entry.family->facts())) return {};
  const auto searched = searcher == nullptr ? std::span<const std::string_view>{} : searcher->parameters();
  std::vector<Seed> bases;
  std::set<std::string> seen;
  for (const Seed& seed : entry.seeds) {
    if (seed.marks().only_named) continue;  // they stand for seeds of many bots, not for one
    SeedBuilder builder{entry.id, seed, seed.id()};
    for (const auto& [name, value] : params) builder.set_text(name, value, where);
    Seed base = builder.build(where);
    if (seen.insert(json_text(values_of(base, entry.family->facts().parameters, searched))).second)
      bases.push_back(std::move(base));
  }
  return bases;
}

bool has_seed(const FamilyFacts& facts) {
  return std::ranges::any_of(facts.parameters, [](const ParameterSpec& spec) { return spec.name != "count"; });
}

std::vector<RecoveredSeed> recover(const CatalogueEntry& entry, const std::vector<Seed>& bases,
                                   const std::vector<std::string>& names, const RecoverOptions& options,
                                   const RunContext& run) {
  const std::size_t at_least = options.at_least == 0 ? names.size() : options.at_least;
  const std::set<std::string_view> seen(names.begin(), names.end());
  std::vector<RecoveredSeed> results;
  bool whole = false;
  const bool seeded = has_seed(entry.family->facts());
  const auto prove_known = [&](const Seed& seed) {
    if (missing_observation(seed, entry.family->facts().parameters)) return;
    RecoveredSeed result = proved(entry, seed, true, seen, options.range);
    if (result.names < at_least) return;
    whole = whole || result.names == names.size();
    results.push_back(std::move(result));
  };
  const auto prove_seeds = [&](bool only_named) {
    for (const Seed& seed : entry.seeds) {
      if (seed.marks().only_named == only_named) prove_known(seed);
    }
  };
  if (seeded) {
    prove_seeds(false);
  } else {
    std::ranges::for_each(bases, prove_known);
  }
  const SeedSearcher* const searcher = find_searcher(entry.id);
  if (whole || !seeded) return results;
  if (searcher != nullptr) search_seeds(*searcher, entry, bases, names, seen, at_least, options.range, run, results);
  if (results.empty()) prove_seeds(true);  // such as one that stands for all others
  if (searcher == nullptr && results.empty()) {
    throw InputError{{"", "no known seed of '" + entry.id + "' makes these names, and its seeds cannot be searched",
                      "give a family whose seeds can be searched"}};
  }
  return results;
}

std::string recovered_catalogue(const CatalogueEntry& entry, std::span<const RecoveredSeed> found, std::size_t names,
                                std::size_t most) {
  const FamilyFacts& facts = entry.family->facts();
  nlohmann::ordered_json seeds = nlohmann::ordered_json::array();
  for (const RecoveredSeed& one : found.first(std::min(most, found.size()))) {
    std::string note = (one.known ? "known; makes " : "recovered; makes ") + std::to_string(one.names) + " of " +
                       std::to_string(names) + " names";
    if (!facts.period.is_unbounded())
      note.append(", ").append(format_instant(one.valid_from)).append(" to ").append(format_instant(one.valid_until));
    seeds.push_back({{"id", one.seed.id()}, {"values", values_of(one.seed, facts.parameters)}, {"note", note}});
  }
  return json_text(nlohmann::ordered_json{{"id", entry.id}, {"seeds", seeds}}, 2) + "\n";
}

}  // namespace dgacast

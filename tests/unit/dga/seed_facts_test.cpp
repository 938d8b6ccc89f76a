// SPDX-License-Identifier: Apache-2.0
// What every seed of the catalogue owes: a golden vector, and names that are as the catalogue says. The facts are those
// that people read and that the collision risk is computed from.
#include <doctest/doctest.h>

#include <algorithm>
#include <bitset>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "dga/core/catalogue.h"
#include "dga/core/json_text.h"

namespace dgacast {
namespace {

using Json = nlohmann::json;
using Signs = std::bitset<256>;

constexpr std::size_t kNamesASeed = 10'000;
/// From name to name looked at: in no step with a list's own order.
constexpr std::size_t kStride = 2'654'435'761;
/// So often must each character of an alphabet be expected, until one that does not show is a false fact.
constexpr std::size_t kEnough = 200;

/// Leap days and the days around them, ends of months and years, summer and winter, 32 bits' end.
const std::vector<UtcSeconds>& dates() {
  static const std::vector<UtcSeconds> kDates{midnight(2012, 2, 29),  midnight(2016, 2, 28),  midnight(2017, 2, 1),
                                              midnight(2020, 12, 31), midnight(2021, 1, 1),   midnight(2024, 2, 29),
                                              midnight(2024, 3, 1),   midnight(2024, 11, 29), midnight(2026, 4, 30),
                                              midnight(2026, 7, 9),   midnight(2026, 8, 23),  midnight(2038, 1, 19)};
  return kDates;
}

/// The vectors of the family in a folder of golden files; none if it has no file there.
std::vector<Json> vectors_of(const std::filesystem::path& folder, const std::string& family) {
  std::vector<Json> vectors;
  std::ifstream file{folder / (family + ".jsonl")};
  for (std::string line; std::getline(file, line);) vectors.push_back(parse_json(line));
  return vectors;
}

/// The id of the catalogue's seed that a vector is of; empty for one of its own parameters.
std::string seed_of(const Json& vector) {
  const Json& seed = vector.at("seed");
  if (seed.is_string()) return seed.get<std::string>();
  return seed.contains("seed") && seed.at("seed").is_string() ? seed.at("seed").get<std::string>() : "";
}

std::string text_of(const Signs& signs) {
  std::string text;
  for (std::size_t c = 0; c < signs.size(); ++c) {
    if (signs.test(c)) text.push_back(static_cast<char>(c));
  }
  return text;
}

/// True when a note tells the size of a list: as a number, in a range ("20 to 420"), by "none", or by "one more".
bool tells_size(const std::string& note, std::size_t size) {
  if (size == 0 && note.find("none") != std::string::npos) return true;
  if (note.find("one more") != std::string::npos) return true;
  std::istringstream words{note};
  std::uint64_t last = 0;
  bool range = false;
  for (std::string word; words >> word;) {
    const bool number = word[0] >= '0' && word[0] <= '9';
    const std::uint64_t value = number ? std::stoull(word) : 0;
    if (number && (value == size || (range && last <= size && size <= value))) return true;
    range = word == "to";
    if (number) last = value;
  }
  return false;
}

/// What the lists of a family's seeds show.
struct Shown {
  std::size_t label_min = 1'000, label_max = 0;
  std::size_t letters = 0;  // of all labels
  Signs signs;
  std::set<std::string> suffixes;
  std::set<std::size_t> sizes;  // of whole lists
  std::string odd;              // a name without a known suffix
};

void look_at(const CatalogueEntry& entry, std::string_view name, Shown& shown) {
  std::string_view suffix;  // the longest one that fits
  for (const std::string& known : entry.suffixes) {
    if (known.size() > suffix.size() && name.size() > known.size() && name.ends_with(known) &&
        name[name.size() - known.size() - 1] == '.')
      suffix = known;
  }
  if (suffix.empty()) {
    shown.odd = name;
    return;
  }
  if (!shown.suffixes.contains(std::string(suffix))) shown.suffixes.emplace(suffix);
  const std::string_view rest = name.substr(0, name.size() - suffix.size() - 1);
  const std::string_view label = rest.substr(rest.rfind('.') + 1);  // npos + 1 is 0
  shown.label_min = std::min(shown.label_min, label.size());
  shown.label_max = std::max(shown.label_max, label.size());
  shown.letters += label.size();
  for (const char c : label) shown.signs.set(static_cast<unsigned char>(c));
}

/// Makes the seed's list of each date, and looks at up to kNamesASeed names, as many of each list, from all over it.
void look_at(const CatalogueEntry& entry, const Seed& seed, Shown& shown) {
  const PeriodRule& rule = entry.family->facts().period;
  std::set<UtcSeconds> seen;
  std::vector<DomainList> lists;
  for (const UtcSeconds when : dates()) {
    const Seed timed = entry.at_instant(seed, when);
    const Period period = rule.containing(timed, when);
    if (!seen.insert(period.begin).second) continue;
    entry.family->generate(timed, period, lists.emplace_back());
    shown.sizes.insert(lists.back().size());
  }
  for (const DomainList& list : lists) {
    const std::size_t count = std::min(list.size(), kNamesASeed / lists.size());
    for (std::size_t i = 0; i < count; ++i) look_at(entry, list[i * kStride % list.size()], shown);
  }
}

/// All seeds of the family; those that need outside input with each input of its golden vectors.
Shown shown_by_seeds(const CatalogueEntry& entry) {
  Shown shown;
  for (const Seed& seed : entry.seeds) {
    if (!missing_observation(seed, entry.family->facts().parameters)) {
      look_at(entry, seed, shown);
      continue;
    }
    for (const Json& vector : vectors_of(DGACAST_GOLDEN, entry.id)) {
      const Json& holder = vector.contains("observation") ? vector : vector.at("seed");
      if (!holder.is_object() || !holder.contains("observation")) continue;
      look_at(entry, entry.make_seed("observed", &seed, {{"observation", holder.at("observation")}}, ""), shown);
    }
  }
  return shown;
}

/// Calls `use` with each family that makes names and has seeds.
template <typename Use>
void each_family(const Catalogue& catalogue, Use use) {
  for (const CatalogueEntry& entry : catalogue.entries()) {
    if (entry.family == nullptr || !entry.unavailable.empty() || entry.seeds.empty()) continue;
    CAPTURE(entry.id);
    use(entry);
  }
}

}  // namespace

TEST_CASE("every seed has a golden vector: an independent one, or one of our own that holds its list") {
  const std::filesystem::path golden = DGACAST_GOLDEN;
  const Catalogue catalogue = Catalogue::builtin();
  std::size_t seeds = 0, held = 0;
  each_family(catalogue, [&](const CatalogueEntry& entry) {
    std::set<std::string> independent, own;
    for (const Json& vector : vectors_of(golden, entry.id)) {
      CHECK_FALSE(vector.at("source").get<std::string>().starts_with("dgacast"));
      independent.insert(seed_of(vector));
    }
    for (const Json& vector : vectors_of(golden / "own", entry.id)) {
      CHECK(vector.at("source").get<std::string>().starts_with("dgacast"));
      own.insert(seed_of(vector));
    }
    for (const Seed& seed : entry.seeds) {
      CAPTURE(seed.id());
      ++seeds;
      if (independent.contains(seed.id())) continue;
      ++held;
      CHECK_MESSAGE(own.contains(seed.id()), "without a vector; run tests/golden/make_own.py");
    }
  });
  MESSAGE(seeds, " seeds, ", seeds - held, " with an independent vector");
}

TEST_CASE("the names of all seeds are as the catalogue says: sizes of lists, suffixes, labels, alphabet") {
  const Catalogue catalogue = Catalogue::builtin();
  each_family(catalogue, [](const CatalogueEntry& entry) {
    const Shown shown = shown_by_seeds(entry);
    REQUIRE(shown.letters > 0);

    for (const std::size_t size : shown.sizes) {
      CAPTURE(size);
      const bool told = size == entry.names_per_period || tells_size(entry.names_note, size);
      CHECK_MESSAGE(told, "a list of this size, which names.per_period and names.note do not tell");
    }
    if (entry.names_per_period) {
      const std::string sizes = std::to_string(*shown.sizes.begin()) + " to " + std::to_string(*shown.sizes.rbegin());
      const bool usual =
          *shown.sizes.begin() <= entry.names_per_period && *entry.names_per_period <= *shown.sizes.rbegin();
      CHECK_MESSAGE(usual, "names.per_period is ", *entry.names_per_period, ", and lists have ", sizes);
    }

    CHECK_MESSAGE(shown.odd.empty(), "a name under none of the suffixes: ", shown.odd);
    for (const std::string& suffix : entry.suffixes)
      CHECK_MESSAGE(shown.suffixes.contains(suffix), "no name has the suffix ", suffix);

    CHECK(shown.label_min >= entry.label_min);
    CHECK(shown.label_max <= entry.label_max);

    const Alphabet& alphabet = entry.alphabet;
    const Signs more = shown.signs & ~alphabet.all(), fewer = alphabet.usual() & ~shown.signs;
    CHECK_MESSAGE(more.none(), "label.alphabet lacks ", text_of(more));
    if (shown.letters >= kEnough * alphabet.usual().count())
      CHECK_MESSAGE(fewer.none(), "label.alphabet has ", text_of(fewer), ", which no name shows");
  });
}

}  // namespace dgacast

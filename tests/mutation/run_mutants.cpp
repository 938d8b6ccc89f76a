// SPDX-License-Identifier: Apache-2.0
// Runs mutants of one source, each in a process of its own: run_mutants FAMILIES NUMBERS VECTORS...
// FAMILIES and NUMBERS are separated by commas; DGACAST_MUTANT tells the mutated code which number it is. Prints a line
// for each number: "7 golden" where a vector of the files differs, "7 ways" where the lists of a family are not the
// same however they are asked for, "7 survived". What crashes or does not come to an end counts as golden.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <sstream>
#include <string>

#include "dga/core/golden.h"
#include "dga/core/list_batch.h"

namespace dgacast {
namespace {

enum Result { kSurvived = 0, kGolden = 3, kWays = 4 };
constexpr rlim_t kProcessorSeconds = 6, kMemory = rlim_t{3} << 30;
constexpr std::size_t kSeeds = 6, kLists = 20;

std::vector<std::string> parts_of(const std::string& text) {
  std::vector<std::string> parts;
  std::istringstream stream{text};
  for (std::string part; std::getline(stream, part, ',');) parts.push_back(part);
  return parts;
}

std::string text_of(const DomainList& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) text.append(names[i]).append(1, '\n');
  return text;
}

bool vectors_agree(const Catalogue& catalogue, char** begin, char** end) {
  for (; begin != end; ++begin) {
    std::ifstream file{*begin};
    std::size_t number = 0;
    for (std::string line; std::getline(file, line);) {
      if (check_golden(catalogue, line, *begin, ++number)) return false;
    }
  }
  return true;
}

struct Lists {
  std::vector<Seed> seeds;
  std::vector<Period> periods;
  std::vector<std::string> texts;
};

/// Lists one by one: of each seed in consecutive periods.
Lists lists_of(const CatalogueEntry& entry, std::size_t periods) {
  Lists lists;
  const FamilyFacts& facts = entry.family->facts();
  for (std::size_t s = 0; s < std::min(kSeeds, entry.seeds.size()); ++s) {
    if (missing_observation(entry.seeds[s], facts.parameters)) continue;
    UtcSeconds when = midnight(2027, 12, 26);
    for (std::size_t k = 0; k < (facts.period.is_unbounded() ? 1 : periods); ++k) {
      const Seed timed = entry.at_instant(entry.seeds[s], when);
      const Period period = facts.period.containing(timed, when);
      DomainList names;
      entry.family->generate(timed, period, names);
      lists.seeds.push_back(timed);
      lists.periods.push_back(period);
      lists.texts.push_back(text_of(names));
      when = period.end;
    }
  }
  return lists;
}

bool at_once_agrees(const Family& family, const Lists& lists) {
  for (std::size_t count : {std::size_t{1}, std::size_t{2}, lists.texts.size()}) {
    count = std::min(count, lists.texts.size());
    std::vector<DomainList> made(count);
    std::vector<ListOrder> orders;
    for (std::size_t i = 0; i < count; ++i) orders.push_back({&lists.seeds[i], lists.periods[i], &made[i]});
    generate_all(family, orders);
    for (std::size_t i = 0; i < count; ++i) {
      if (text_of(made[i]) != lists.texts[i]) return false;
    }
  }
  return true;
}

bool row_agrees(const Family& family, const Lists& lists) {
  const RowMaker* const maker = family.row_maker();
  if (maker == nullptr) return true;
  for (std::size_t begin = 0, end = 0; begin < lists.texts.size(); begin = end) {
    for (end = begin + 1; end < lists.texts.size() && lists.periods[end].begin == lists.periods[end - 1].end; ++end) {
    }
    DomainList row;
    std::vector<Stretch> places;
    maker->generate_row(lists.seeds[begin], std::span{lists.periods}.subspan(begin, end - begin), row, places);
    if (places.size() != end - begin) return false;
    for (std::size_t i = begin; i < end; ++i) {
      DomainList part;
      part.append(row, places[i - begin].begin, places[i - begin].end);
      if (text_of(part) != lists.texts[i]) return false;
    }
  }
  return true;
}

/// A name under a wanted TLD is made; any other is that name or empty.
bool wish_is_kept(const Family& family, const Lists& lists) {
  for (const char* tld : {"com", "net", "ru", "cn", "uk", "invalid"}) {
    const std::vector<std::string> tlds{tld};
    for (std::size_t i = 0; i < lists.texts.size(); ++i) {
      DomainList names;
      names.want(tlds);
      const bool spared = is_spared(family.facts(), lists.seeds[i], names);
      family.generate(lists.seeds[i], lists.periods[i], names);
      std::istringstream all{lists.texts[i]};
      for (std::size_t k = 0; k < names.size(); ++k) {
        std::string name;
        std::getline(all, name);
        const bool wanted = names.wants(name);
        if (names[k] != name && (wanted || !names[k].empty())) return false;
        if (wanted && spared) return false;
      }
    }
  }
  return true;
}

Result run(const std::vector<std::string>& families, char** begin, char** end) try {
  const Catalogue catalogue = Catalogue::builtin();
  if (!vectors_agree(catalogue, begin, end)) return kGolden;
  for (const std::string& id : families) {
    const CatalogueEntry& entry = catalogue.entry(id, "");
    const Lists few = lists_of(entry, 3);
    if (!at_once_agrees(*entry.family, lists_of(entry, kLists / 5)) || !row_agrees(*entry.family, few) ||
        !wish_is_kept(*entry.family, few))
      return kWays;
  }
  return kSurvived;
} catch (const std::exception&) {
  return kGolden;
}

void limit(int resource, rlim_t most) {
  const rlimit limits{most, most};
  ::setrlimit(static_cast<__rlimit_resource_t>(resource), &limits);
}

}  // namespace
}  // namespace dgacast

int main(int argc, char** argv) {
  if (argc < 4) return 2;
  for (const std::string& number : dgacast::parts_of(argv[2])) {
    const pid_t child = ::fork();
    if (child < 0) return 2;
    if (child == 0) {
      dgacast::limit(RLIMIT_CPU, dgacast::kProcessorSeconds);
      dgacast::limit(RLIMIT_AS, dgacast::kMemory);
      dgacast::limit(RLIMIT_CORE, 0);
      ::setenv("DGACAST_MUTANT", number.c_str(), 1);
      ::_exit(dgacast::run(dgacast::parts_of(argv[1]), argv + 3, argv + argc));
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    const int result = WIFEXITED(status) ? WEXITSTATUS(status) : static_cast<int>(dgacast::kGolden);
    std::printf("%s %s\n", number.c_str(),
                result == dgacast::kSurvived ? "survived"
                : result == dgacast::kWays   ? "ways"
                                             : "golden");
    std::fflush(stdout);
  }
}

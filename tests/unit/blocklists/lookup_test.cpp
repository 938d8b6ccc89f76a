// SPDX-License-Identifier: Apache-2.0
// Names as people write them, and the look-up that makes all lists.
#include <doctest/doctest.h>

#include <map>
#include <string>

#include "blocklists/answers/enumerated_lookup.h"
#include "blocklists/answers/query_batch.h"

namespace dgacast {
namespace {

std::string comparable(std::string_view text) {
  std::string scratch;
  return std::string(comparable_name(text, scratch));
}

/// Knows a fixed set of names.
class Known final : public NameLookup {
 public:
  explicit Known(std::vector<std::string> names) : names_(std::move(names)) {}
  Answers find(std::span<const std::string_view> names, const RunContext&) const override {
    std::vector<Answer> answers;
    for (std::uint32_t i = 0; i < names.size(); ++i) {
      if (std::ranges::find(names_, names[i]) != names_.end()) answers.push_back({i, 0, nullptr});
    }
    return {std::move(answers), {}, nullptr};
  }
  std::uint64_t lists_of(const CatalogueEntry&) const override { return 1; }

 private:
  std::vector<std::string> names_;
};

TEST_CASE("names are compared in lower case, as A-labels, without a final dot") {
  CHECK(comparable("Example.COM.") == "example.com");
  CHECK(comparable("ab--cd.example") == "ab--cd.example");  // no host name, but a bot may ask for it
  CHECK(comparable("B\xC3\xBC"
                   "cher.example") == "xn--bcher-kva.example");
  CHECK(comparable("\xFF.example").empty());
  CHECK(comparable("").empty());
  CHECK(comparable(".").empty());
}

TEST_CASE("a name below a generated one is found up to the registrable name, and the longest counts") {
  const PublicSuffixes suffixes;
  Known known{{"generated.com", "deep.generated.com", "dyndns.org", "host.dyndns.org", "co.uk"}};
  QueryBatch batch{suffixes};
  const std::map<std::string, std::string> expected{
      {"generated.com", "generated.com"},
      {"WWW.generated.com.", "generated.com"},
      {"a.deep.generated.com", "deep.generated.com"},
      {"dyndns.org", "dyndns.org"},  // the name itself, although it is a public suffix
      {"someone.dyndns.org", ""},    // ... but not its customers
      {"a.host.dyndns.org", "host.dyndns.org"},
      {"firm.co.uk", ""},
      {"notgenerated.com", ""},
      {std::string(260, 'a') + ".generated.com", ""},  // no name of DNS
  };
  for (const auto& [name, generated] : expected) batch.add(name);
  std::size_t seen = 0;
  batch.answer(known, {}, [&](const Found& found) {
    CAPTURE(found.given);
    CHECK(found.number == seen++);
    CHECK(std::string(found.generated) == expected.at(std::string(found.given)));
    CHECK(found.lists.size() == (found.generated.empty() ? 0 : 1));
  });
  CHECK(seen == expected.size());
}

TEST_CASE("the look-up without an index finds all lists of a name and its first place in each") {
  const Catalogue catalogue = Catalogue::builtin();
  const CatalogueEntry& tofsee = catalogue.entry("tofsee", "");
  const CatalogueEntry& mydoom = catalogue.entry("mydoom", "");
  const Period week{midnight(2026, 11, 20), midnight(2026, 11, 27)};
  Plan plan;
  for (const Seed& seed : tofsee.seeds) plan.add(tofsee, seed, week);
  for (const Seed& seed : mydoom.seeds) plan.add(mydoom, seed, week);

  std::map<std::string, std::map<std::pair<std::uint32_t, std::string>, std::uint32_t>> expected;
  DomainList names;
  for (std::uint32_t number = 0; number < plan.list_count(); ++number) {
    const PlannedSeed& seed = plan.seed_of(number);
    names.clear();
    seed.entry->family->generate(seed.seed, plan.list(number).period, names);
    for (std::uint32_t i = 0; i < names.size(); ++i) {
      expected[std::string(names[i])].try_emplace({number, seed.entry->id + "/" + seed.seed.id()}, i);
    }
  }
  std::vector<std::string_view> asked{"nobody.example"};
  for (const auto& [name, lists] : expected) asked.push_back(name);
  const EnumeratedLookup lookup{plan};
  std::size_t next = 0;
  const Answers answers = lookup.find(asked, {.threads = 2});
  for (std::uint32_t i = 1; i < asked.size(); ++i) {
    for (const auto& [list, index] : expected[std::string(asked[i])]) {
      REQUIRE(next < answers.size());
      const Answer& answer = answers[next++];
      CHECK(answer.name == i);
      CHECK(answer.index == index);
      CHECK(answer.source->period == plan.list(list.first).period);
      CHECK(answer.source->entry->id + "/" + answer.source->seed->id() == list.second);
    }
  }
  CHECK(next == answers.size());
}

}  // namespace
}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
// What a registry is handed, over names of all families: judged with the Public Suffix List's file itself, read here,
// and not with the library that the product uses.
#include <doctest/doctest.h>

#include <fstream>
#include <mutex>
#include <set>
#include <string>

#include "blocklists/engine/collect.h"
#include "blocklists/write/list_writer.h"

namespace dgacast {
namespace {

constexpr const char* kList = "/usr/share/publicsuffix/public_suffix_list.dat";

/// The rules of the ICANN section that are in ASCII: no family makes names below others.
std::set<std::string, std::less<>> icann_rules() {
  std::set<std::string, std::less<>> rules;
  std::ifstream file(kList);
  for (std::string line; std::getline(file, line);) {
    if (line.find("===END ICANN DOMAINS===") != std::string::npos) break;
    if (!line.empty() && !line.starts_with("//")) rules.insert(line);
  }
  return rules;
}

/// The number of labels of the suffix by publicsuffix.org's algorithm; 0 when only the default rule fits.
std::size_t suffix_labels(const std::set<std::string, std::less<>>& rules, std::string_view name) {
  std::size_t longest = 0;
  for (std::string_view rest = name;;) {
    const auto labels = static_cast<std::size_t>(std::count(rest.begin(), rest.end(), '.')) + 1;
    if (rules.contains(std::string("!").append(rest))) return labels - 1;
    const auto dot = rest.find('.');
    if (rules.contains(rest)) longest = std::max(longest, labels);
    if (dot == std::string_view::npos) return longest;
    if (rules.contains(std::string("*").append(rest.substr(dot)))) longest = std::max(longest, labels);
    rest.remove_prefix(dot + 1);
  }
}

class NoOutput final : public Output {
 public:
  void write(std::string_view) override {}
};

/// Looks at what a list is given, one name at a time, though threads make the list.
class Spy final : public Format {
 public:
  explicit Spy(std::function<void(const Entry&)> look) : look_(std::move(look)) {}
  const FormatFacts& facts() const noexcept override {
    static constexpr FormatFacts kFacts{.id = "spy", .extension = ".spy", .summary = "a test", .provenance = true};
    return kFacts;
  }
  void add(const ListInfo&, std::span<const Entry> entries, Sink&, Drops&) const override {
    const std::scoped_lock one_at_a_time{mutex_};
    for (const Entry& entry : entries) look_(entry);
  }

 private:
  mutable std::mutex mutex_;
  std::function<void(const Entry&)> look_;
};

}  // namespace

TEST_CASE("every name for a registry is one label below a delegated ICANN suffix, over a million names") {
  const auto rules = icann_rules();
  if (rules.empty()) {
    MESSAGE("skipped: " << kList << " is not there (package publicsuffix)");
    return;
  }
  const PublicSuffixes suffixes{kList};
  const TldFacts& facts = TldFacts::builtin();
  const Catalogue catalogue = Catalogue::builtin();
  Plan plan;
  const Period horizon{midnight(2026, 11, 24), midnight(2026, 11, 27)};
  std::set<std::string_view> families;
  for (const CatalogueEntry& entry : catalogue.entries()) {
    if (!entry.unavailable.empty()) continue;
    for (const Seed& seed : entry.seeds) {
      if (missing_observation(seed, entry.family->facts().parameters)) continue;
      plan.add(entry, seed, horizon);
      families.insert(entry.id);
    }
  }
  const NameFilter all{suffixes};
  const Collection names = collect(plan, all, {.provenance = true, .reduce_by = &facts});
  std::uint64_t total = 0, wrong = 0;
  std::set<std::string_view> found;
  const Spy registry{[&](const Entry& entry) {
    const auto labels = static_cast<std::size_t>(std::count(entry.domain.begin(), entry.domain.end(), '.')) + 1;
    const std::string_view tld = entry.domain.substr(entry.domain.rfind('.') + 1);
    // A TLD that is younger than the list (.web of 2026 in a list of 2023) has the default rule, and a flag.
    const std::size_t by_rule = suffix_labels(rules, entry.domain);
    const bool unlisted = entry.assessment->verdict.flags.has(Flag::unlisted_suffix);
    const bool good = facts.find(tld).status == TldStatus::delegated && unlisted == (by_rule == 0) &&
                      (unlisted ? 1 : by_rule) + 1 == labels;
    if (!good && ++wrong < 10) MESSAGE(std::string(entry.domain));
    for (const Attribution& source : entry.sources) found.insert(source.entry->id);
  }};
  ListInfo info;
  info.suffixes = &suffixes;
  NoOutput nowhere;
  const WriteReport report = write_list(names, {.screen = {.actors = {Actor::registry}}}, registry, info, nowhere, {});
  CHECK(wrong == 0);
  total = report.written + report.screened[static_cast<std::size_t>(Outcome::other_actor)];
  CHECK(total >= 1'000'000);
  CHECK(report.screened[static_cast<std::size_t>(Outcome::other_actor)] > 10'000);  // .bit, .bazar, dynamic DNS
  CHECK(found.size() > families.size() * 3 / 4);
}

}  // namespace dgacast

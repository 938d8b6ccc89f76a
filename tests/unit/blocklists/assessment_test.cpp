// SPDX-License-Identifier: Apache-2.0
#include "blocklists/judge/assessment.h"

#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

#include "blocklists/judge/screen.h"

namespace dgacast {
namespace {

const PublicSuffixes& suffixes() {
  static const PublicSuffixes kSuffixes;
  return kSuffixes;
}

std::string words(Reasons reasons) {
  std::string text;
  for (std::size_t i = 0; i < kReasons; ++i) {
    const auto reason = static_cast<Reason>(i);
    if (reasons.has(reason)) text.append(text.empty() ? "" : "|").append(to_text(reason));
  }
  return text;
}

/// A family that the catalogue could have.
struct FamilyOf {
  FamilyOf(Scheme scheme, std::string_view alphabet, PartialDate first_seen)
      : seed(SeedBuilder{"one", "one", {}}.build("")) {
    entry.scheme = scheme;
    entry.alphabet = *Alphabet::parse(alphabet);
    entry.first_seen = first_seen;
    entry.verified = "yes";
  }
  Attribution from(UtcSeconds begin) const { return {&entry, &seed, begin, begin + std::chrono::days{1}, 0}; }
  CatalogueEntry entry;
  Seed seed;
};

}  // namespace

TEST_CASE("the risk of drawn letters is registered names of that length over the name space") {
  const FamilyOf letters{Scheme::arithmetic, "a-z", {2012}};
  const std::vector<Attribution> sources{letters.from(midnight(2026, 11, 24))};
  Assessor assessor{suffixes(), TldFacts::builtin(), nullptr};
  const double com = static_cast<double>(TldFacts::builtin().find("com").registered_names);
  const double net = static_cast<double>(TldFacts::builtin().find("net").registered_names);
  CHECK(assessor.assess("abcdefgh.com", sources).collision_risk ==
        doctest::Approx(com * length_share(8) / std::pow(26, 8)));
  CHECK(assessor.assess("abcdefgh.net", sources).collision_risk ==
        doctest::Approx(net * length_share(8) / std::pow(26, 8)));
  CHECK(assessor.assess("abcd.com", sources).collision_risk == 1);
  CHECK(assessor.assess("abcdefgh.mooo.com", sources).collision_risk ==
        doctest::Approx(1e6 * length_share(8) / std::pow(26, 8)));
  CHECK(assessor.assess("abcd.bit", sources).collision_risk == 0);
  CHECK(assessor.assess("co.uk", sources).collision_risk == 0);
  // longer is rarer
  double last = 2;
  std::string name = "abcde";
  for (; name.size() < 63; name.push_back('x')) {
    const double risk = assessor.assess(name + ".com", sources).collision_risk;
    CHECK(risk <= last);
    last = risk;
  }
  CHECK(last < 1e-50);
  // the smallest alphabet of all sources counts; without sources that which the label shows
  const FamilyOf few{Scheme::hash, "0-9a-f", {2012}};
  const std::vector<Attribution> both{letters.from({}), few.from({})};
  CHECK(assessor.assess("abcdefgh.com", both).collision_risk ==
        doctest::Approx(com * length_share(8) / std::pow(16, 8)));
  CHECK(assessor.assess("abcdefg1.com", {}).collision_risk == doctest::Approx(com * length_share(8) / std::pow(36, 8)));
}

TEST_CASE("the risk of phrases goes with the registered names of the TLD") {
  const FamilyOf phrases{Scheme::wordlist, "a-z", {2013}};
  const std::vector<Attribution> sources{phrases.from({})};
  Assessor assessor{suffixes(), TldFacts::builtin(), nullptr};
  const Assessment net = assessor.assess("requiredpushover.net", sources);
  CHECK(net.collision_risk == doctest::Approx(12.5e6 * kWordDensity));
  CHECK(words(net.reasons) == "likely_taken|word_list");
  CHECK(net.confidence == 100 - 20 - points_of_risk(net.collision_risk));
}

TEST_CASE("confidence is 100 less the points of its reasons") {
  CHECK(points_of_risk(0) == 0);
  CHECK(points_of_risk(0.001) == 0);
  CHECK(points_of_risk(1.0 / 800) == 1);
  CHECK(points_of_risk(0.1) == 40);
  CHECK(points_of_risk(1) == 40);
  FamilyOf sure{Scheme::hash, "a-z0-9", {2016}};
  FamilyOf doubtful{Scheme::hash, "a-z0-9", {2016}};
  doubtful.entry.verified.clear();
  doubtful.entry.uncertainty.slack_days = 1;
  Assessor assessor{suffixes(), TldFacts::builtin(), nullptr};
  const std::string name = "8f6bacmw30xxv6sc.cn";
  const std::vector<Attribution> one{sure.from({})}, other{doubtful.from({})}, both{doubtful.from({}), sure.from({})};
  CHECK(assessor.assess(name, one).confidence == 100);
  CHECK(words(assessor.assess(name, other).reasons) == "uncertain_dates|unverified");
  CHECK(assessor.assess(name, other).confidence == 70);
  CHECK(assessor.assess(name, both).confidence == 100);  // one good source is enough
  CHECK(words(assessor.assess("ab123.cn", one).reasons) == "likely_taken|short_label");
  CHECK(assessor.assess("ab123.cn", one).confidence ==
        100 - 15 - points_of_risk(assessor.assess("ab123.cn", one).collision_risk));
}

TEST_CASE("names of a family that needs lists have no high confidence without: Virut and Matsnu") {
  const Catalogue catalogue = Catalogue::builtin();
  const CatalogueEntry& virut = catalogue.entry("virut", "");
  const CatalogueEntry& matsnu = catalogue.entry("matsnu", "");
  const UtcSeconds day = midnight(2017, 12, 7);
  const std::vector<Attribution> drawn{{&virut, &virut.seeds.front(), day, day + std::chrono::days{1}, 0}};
  const std::vector<Attribution> phrase{{&matsnu, &matsnu.seeds.front(), day, day + std::chrono::days{1}, 0}};
  const FamilyOf other{Scheme::hash, "a-z", {2013}};
  const std::vector<Attribution> both{drawn.front(), other.from(day)};

  Assessor without{suffixes(), TldFacts::builtin(), nullptr};
  CHECK(without.assess("github.com", drawn).reasons.has(Reason::no_lists));
  CHECK(without.assess("github.com", drawn).confidence < 50);
  CHECK(without.assess("world-select.com", phrase).confidence < 50);
  CHECK_FALSE(without.assess("github.com", both).reasons.has(Reason::no_lists));  // the other family vouches for it

  // Of the 1,388,000 names of offsets 60 and 70 from 2011 to 2029, ten are among 15,000 popular ones; these are five.
  Collisions collisions;
  for (const char* name : {"github.com", "dezeen.com", "lnbwgm.com"}) collisions.expect(name);
  Assessor empty{suffixes(), TldFacts::builtin(), &collisions};
  CHECK(empty.assess("github.com", drawn).reasons.has(Reason::no_lists));
  MemoryInput list{"702,arcgis.com\n2265,dezeen.com\n3419,github.com\n6241,odysee.com\n9361,walkme.com\n"};
  collisions.read(list, "popular.csv", "popular.csv", ListKind::allowed);
  Assessor with{suffixes(), TldFacts::builtin(), &collisions};
  CHECK(words(with.assess("github.com", drawn).reasons) == "allowed|likely_taken|uncertain_dates");
  CHECK(with.assess("github.com", drawn).confidence == 0);
  CHECK(words(with.assess("lnbwgm.com", drawn).reasons) == "likely_taken|uncertain_dates");
  CHECK(with.assess("lnbwgm.com", drawn).confidence > without.assess("lnbwgm.com", drawn).confidence);
}

TEST_CASE("a name older than its family, or than its window, is somebody's: susam.in") {
  const FamilyOf nymaim{Scheme::hash, "a-z", {2013, 11}};
  const std::vector<Attribution> sources{nymaim.from(midnight(2019, 11, 25))};
  struct Row {
    std::string_view created, reasons;
  };
  const Row rows[] = {
      {"2007-05-15", "older_than_family|older_than_window"},
      {"2013-10-31", "older_than_family|older_than_window"},
      {"2013-11-01", "older_than_window"},
      {"2019-11-24", "older_than_window"},
      {"2019-11-25", ""},
      {"2020-01-01", ""},
  };
  for (const Row& row : rows) {
    INFO(row.created);
    Collisions collisions;
    collisions.expect("susamsusamsusam.in");
    const std::string line = "susamsusamsusam.in," + std::string(row.created) + "\n";
    MemoryInput input{line};
    collisions.read(input, "whois.csv", "whois.csv", ListKind::created);
    Assessor assessor{suffixes(), TldFacts::builtin(), &collisions};
    const Assessment assessment = assessor.assess("susamsusamsusam.in", sources);
    CHECK(words(assessment.reasons) == row.reasons);
    CHECK(assessment.reasons.collides() == !row.reasons.empty());
    REQUIRE(assessment.evidence.size() == 1);
    CHECK(format_date(assessment.evidence[0].created) == row.created);
    // a second family that was seen earlier than the first: both must be younger than the name
    const FamilyOf early{Scheme::hash, "a-z", {2006}};
    const std::vector<Attribution> both{sources[0], early.from(midnight(2019, 11, 25))};
    CHECK_FALSE(assessor.assess("susamsusamsusam.in", both).reasons.has(Reason::older_than_family));
    // a family of which nobody knows since when it is there tells nothing
    const FamilyOf unknown{Scheme::hash, "a-z", {}};
    const std::vector<Attribution> without{unknown.from(midnight(2019, 11, 25))};
    CHECK_FALSE(assessor.assess("susamsusamsusam.in", without).reasons.has(Reason::older_than_family));
  }
}

TEST_CASE("a screen keeps, puts aside and leaves out") {
  const FamilyOf letters{Scheme::arithmetic, "a-z", {2012}};
  const std::vector<Attribution> sources{letters.from(midnight(2026, 11, 24))};
  const std::vector<std::string_view> names{"abcd.com",          "asdfghjkl.gov.cn", "github.io",
                                            "popularname.com",   "qwertzuiop.bit",   "qwertzuiop.cn",
                                            "zuiopasdf.mooo.com"};
  std::vector<Entry> entries;
  for (const std::string_view name : names) entries.push_back({name, sources});
  Collisions collisions;
  for (const std::string_view name : names) collisions.expect(name);
  MemoryInput input{"12,www.popularname.com\n"};
  collisions.read(input, "top.csv", "top.csv", ListKind::allowed);
  Assessor assessor{suffixes(), TldFacts::builtin(), &collisions};
  const auto passed = [&](const ScreenOptions& options) {
    Screen screen{options, assessor};
    screen.pass(entries);
    std::string text;
    for (const Entry& entry : screen.kept()) text.append(entry.domain).append(" ");
    text.append("/");
    for (const Entry& entry : screen.put_aside()) {
      text.append(" ").append(entry.domain);
      CHECK(entry.assessment->verdict.registrable == entry.domain);
    }
    std::uint64_t all = 0;
    for (std::size_t i = 0; i < kOutcomes; ++i) all += screen.count(static_cast<Outcome>(i));
    CHECK(all == names.size());
    CHECK(screen.count(Outcome::kept) == screen.kept().size());
    return text;
  };
  CHECK(ScreenOptions{}.keeps_all());
  CHECK(passed({}) ==
        "abcd.com asdfghjkl.gov.cn github.io popularname.com qwertzuiop.bit qwertzuiop.cn zuiopasdf.mooo.com /");
  CHECK(passed({.suffixes = false}) ==
        "abcd.com asdfghjkl.gov.cn popularname.com qwertzuiop.bit qwertzuiop.cn zuiopasdf.mooo.com /");
  CHECK(passed({.actors = {Actor::registry}}) == "abcd.com asdfghjkl.gov.cn popularname.com qwertzuiop.cn /");
  CHECK(passed({.actors = {Actor::provider}}) == "zuiopasdf.mooo.com /");
  CHECK(passed({.actors = {Actor::resolver}}) == "github.io qwertzuiop.bit /");
  Flags restricted;
  restricted.set(Flag::restricted_suffix);
  CHECK(passed({.actors = {Actor::registry}, .without = restricted}) == "abcd.com popularname.com qwertzuiop.cn /");
  CHECK(passed({.actors = {Actor::registry}, .on_collision = Effect::drop}) ==
        "abcd.com asdfghjkl.gov.cn qwertzuiop.cn /");
  CHECK(passed({.actors = {Actor::registry}, .on_collision = Effect::review}) ==
        "abcd.com asdfghjkl.gov.cn qwertzuiop.cn / popularname.com");
  CHECK(passed({.actors = {Actor::registry}, .on_collision = Effect::review, .least_confidence = 50}) ==
        "asdfghjkl.gov.cn qwertzuiop.cn / abcd.com popularname.com");
  CHECK(passed({.actors = {Actor::registry}, .on_collision = Effect::flag, .least_confidence = 46}) ==
        "asdfghjkl.gov.cn qwertzuiop.cn /");
}

}  // namespace dgacast

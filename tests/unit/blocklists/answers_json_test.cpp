// SPDX-License-Identifier: Apache-2.0
// What is told of one name in JSON: the same thing has the same key, whichever way it is asked for.
#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "blocklists/answers/enumerated_lookup.h"
#include "blocklists/answers/explain.h"
#include "blocklists/answers/found_json.h"
#include "blocklists/answers/logs/report.h"
#include "blocklists/engine/collect.h"
#include "blocklists/formats/format.h"
#include "dga/core/json_value.h"

namespace dgacast {
namespace {

using Json = nlohmann::ordered_json;

class Text final : public Output {
 public:
  void write(std::string_view octets) override { text.append(octets); }
  std::string text;
};

/// Srizbi's lists of three days, and the first name of one of them.
struct Srizbi {
  std::shared_ptr<const Catalogue> catalogue = std::make_shared<const Catalogue>(Catalogue::builtin());
  Period range{midnight(2008, 11, 13), midnight(2008, 11, 14)};
  Plan plan{catalogue};
  PublicSuffixes suffixes;
  const std::string name = "yrytdyip.com";

  Srizbi() {
    const CatalogueEntry& entry = catalogue->entry("srizbi", "");
    for (const Seed& seed : entry.seeds) plan.add(entry, seed, range);
  }
  Explanations explained(const std::vector<std::string>& names) const {
    return explain(names, {.plan = plan, .range = range, .catalogue = catalogue->digest(), .suffixes = suffixes},
                   {.threads = 1});
  }
};

Json parsed(const Sink& sink) {
  const Json json = Json::parse(sink.text(), nullptr, false);
  REQUIRE(json.is_object());
  return json;
}

/// The members of a source that every list and answer tells, as one text.
std::string source_of(const Json& json) {
  std::string text;
  for (const char* const key : {"family", "seed", "valid_from", "valid_until", "index"}) {
    CAPTURE(key);
    CHECK(json.contains(key));
    text.append(key).append("=").append(json_text(member(json, key))).append(" ");
  }
  return text;
}

constexpr const char* kSource =
    "family=\"srizbi\" seed=\"fireeye_5be741e3\" valid_from=\"2008-11-13T00:00:00Z\" "
    "valid_until=\"2008-11-16T00:00:00Z\" index=0 ";

TEST_CASE_FIXTURE(Srizbi, "lists, look-up, explanation and scan tell a name and its source by the same keys") {
  {
    Sink sink;
    FoundJson json;
    QueryBatch batch{suffixes};
    batch.add(name);
    batch.answer(EnumeratedLookup{plan}, {}, [&](const Found& found) { json.put(sink, found); });
    const Json found = parsed(sink);
    CHECK(text_of(member(found, "domain")) == name);
    CHECK(text_of(member(found, "name")) == name);
    REQUIRE(member(found, "sources").size() == 1);
    CHECK(source_of(element(member(found, "sources"), 0)) == kSource);
    CHECK(text_of(member(element(member(found, "sources"), 0), "malware")) == "Srizbi");
  }
  {
    Sink sink;
    const Explanations found = explained({name});
    put_json(sink, found.names.front(), found.basis);
    const Json explanation = parsed(sink);
    CHECK(text_of(member(explanation, "domain")) == name);
    CHECK(text_of(member(explanation, "name")) == name);
    REQUIRE(member(explanation, "sources").size() == 1);
    CHECK(source_of(element(member(explanation, "sources"), 0)) == kSource);
    CHECK(text_of(member(element(member(explanation, "sources"), 0), "malware")) == "Srizbi");
  }
  {
    Text text;
    ScanReport report{ReportForm::json, text};
    const EnumeratedLookup lookup{plan};
    Scanner scanner{lookup, suffixes, {}, [&](const LogHit& hit) { report.hit(hit); }};
    scanner.add({.name = name, .client = "192.0.2.1", .time = midnight(2008, 11, 13)});
    scanner.flush();
    report.flush();
    Sink sink;
    sink.put(std::string_view{text.text});
    const Json hit = parsed(sink);
    CHECK(text_of(member(hit, "domain")) == name);
    CHECK(text_of(member(hit, "name")) == name);
    CHECK(source_of(hit) == kSource);
    CHECK(text_of(member(hit, "malware")) == "Srizbi");
    CHECK(report.hits() == 1);
  }
  {
    const Collection names = collect(plan, NameFilter{suffixes}, {.provenance = true}, {.threads = 1});
    Assessor assessor{suffixes, TldFacts::builtin(), nullptr};
    Screen screen{{}, assessor};
    Sink sink;
    Drops drops;
    names.visit([&](std::span<const Entry> entries) {
      screen.pass(entries);
      for (const Entry& entry : screen.kept()) {
        if (entry.domain == name) find_format("jsonl", "").add({}, {&entry, 1}, sink, drops);
      }
    });
    const Json row = parsed(sink);
    CHECK(text_of(member(row, "domain")) == name);
    CHECK(source_of(row) == kSource);
  }
}

TEST_CASE_FIXTURE(Srizbi, "an explanation holds what it tells, also of a name that is none") {
  Explanations found = explained({"YRYTDYIP[.]com", "a_b.cn", "nobody.co.uk"});
  REQUIRE(found.names.size() == 3);
  CHECK(found.basis.families == 1);
  CHECK(found.basis.seeds == plan.seeds().size());
  const std::vector<Explanation> moved{std::make_move_iterator(found.names.begin()),
                                       std::make_move_iterator(found.names.end())};
  const Explanation &listed = moved[0], &fault = moved[1], &nobody = moved[2];
  CHECK(listed.asked == "YRYTDYIP[.]com");
  CHECK(listed.domain == name);
  CHECK(listed.listed());
  CHECK(listed.suffix == "com");
  CHECK(listed.registrable == name);
  CHECK(listed.actor == Actor::registry);
  REQUIRE(listed.sources.size() == 1);
  CHECK(listed.sources.front().index == 0);
  CHECK(listed.evidence.empty());
  CHECK_FALSE(fault.listed());
  CHECK(fault.domain.empty());
  CHECK(fault.fault != NameFault::none);
  CHECK_FALSE(nobody.listed());
  CHECK(nobody.sources.empty());
  CHECK(nobody.suffix == "co.uk");
  CHECK(nobody.why_not.starts_with("none of 1 families and "));
}

TEST_CASE_FIXTURE(Srizbi, "an explanation tells what lists of others say, and what the screen makes of it") {
  const std::string path = "answers_json_test." + std::to_string(::getpid()) + ".csv";
  std::ofstream{path} << "7," << name << "\n";
  const std::vector<std::string> asked{"a_b.cn", name};
  ListFiles lists{{{path, ListKind::allowed}}};
  const Explanations found = explain(asked, {.plan = plan,
                                             .range = range,
                                             .catalogue = catalogue->digest(),
                                             .suffixes = suffixes,
                                             .screen = {.on_collision = Effect::drop},
                                             .lists = &lists});
  std::remove(path.c_str());
  const Explanation& one = found.names.back();
  CHECK(one.outcome == Outcome::collision);
  CHECK_FALSE(one.listed());
  REQUIRE(one.evidence.size() == 1);
  CHECK(one.evidence.front().list == path);
  CHECK(one.evidence.front().rank == 7);
  CHECK(one.evidence.front().date.size() == 10);
  CHECK(std::ranges::any_of(one.reasons, [](const auto& part) { return part.first == Reason::allowed; }));
}

}  // namespace
}  // namespace dgacast

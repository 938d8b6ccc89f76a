// SPDX-License-Identifier: Apache-2.0
// What an imported list or a user's catalogue says never decides what an algorithm of ours has decided.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "blocklists/answers/enumerated_lookup.h"
#include "blocklists/answers/logs/scan.h"
#include "blocklists/engine/collect.h"
#include "blocklists/feed/record.h"
#include "blocklists/formats/format.h"
#include "blocklists/formats/text.h"
#include "blocklists/judge/assessment.h"
#include "blocklists/lists/import.h"
#include "dga/core/issue.h"

namespace dgacast {
namespace {

using std::chrono::days;

const PublicSuffixes& suffixes() {
  static const PublicSuffixes kSuffixes;
  return kSuffixes;
}

constexpr UtcSeconds kDay = midnight(2026, 11, 24);

/// A name of chinad that day, and what a partner's list says of it, collected as `generate --import` does.
class Said {
 public:
  Said(std::string_view family, const std::string& rows, bool computed = true) : catalogue_(Catalogue::builtin()) {
    if (!family.empty()) {
      const CatalogueEntry& entry = catalogue_.entry(family, "");
      plan_.add(entry, entry.seeds.front(), {kDay, kDay + days{1}});
      if (!computed) plan_ = {};
    }
    if (!rows.empty()) imports_.read("domain,family,seed,valid_from,valid_until\n" + rows, "p.csv", catalogue_, {});
    imports_.add_to(plan_, {kDay, kDay + days{1}});
    const NameFilter all{suffixes()};
    collect(plan_, all, {.provenance = true}, {.threads = 1}).visit([this](std::span<const Entry> entries) {
      for (const Entry& entry : entries) {
        if (entry.domain != kName) continue;
        sources.assign(entry.sources.begin(), entry.sources.end());
      }
    });
    REQUIRE_FALSE(sources.empty());
  }
  Entry entry() const { return {kName, sources}; }
  Assessment assessed() const {
    Assessor assessor{suffixes(), TldFacts::builtin(), nullptr};
    return assessor.assess(kName, sources);
  }

  static constexpr std::string_view kName = "0cl643pge57ubgy6.cn";
  std::vector<Attribution> sources;

 private:
  Catalogue catalogue_;
  Imports imports_;
  Plan plan_;
};

const std::string kClaim = "0cl643pge57ubgy6.cn,suppobox,x,2020-01-01,2099-12-30\n";

}  // namespace

TEST_CASE("an import comes last, whatever its dates, and changes neither confidence nor validity of a computed name") {
  const Said alone{"chinad", ""}, both{"chinad", kClaim};
  REQUIRE(both.sources.size() == 2);
  CHECK(both.sources[0].entry->id == "chinad");
  CHECK(both.sources[0].said_by == SaidBy::computed);
  CHECK(both.sources[1].said_by == SaidBy::imported);
  CHECK(both.sources[1].valid_from < both.sources[0].valid_from);
  CHECK(both.assessed().confidence == alone.assessed().confidence);
  CHECK(both.assessed().reasons == alone.assessed().reasons);
  CHECK(both.assessed().collision_risk == alone.assessed().collision_risk);
  CHECK(both.entry().deciding().size() == 1);
  CHECK(both.entry().told().size() == 1);
}

TEST_CASE("a name that imports alone have is unverified, whatever family they claim") {
  for (const char* family : {"suppobox", "chinad", "qakbot", "nobody's"}) {
    const Said claim{"chinad", "0cl643pge57ubgy6.cn," + std::string(family) + ",x,2026-11-20,2026-12-30\n", false};
    const Said other{"chinad", "0cl643pge57ubgy6.cn,an unknown one,x,2026-11-20,2026-12-30\n", false};
    CAPTURE(family);
    CHECK(claim.sources.front().said_by == SaidBy::imported);
    CHECK(claim.assessed().reasons.has(Reason::unverified));
    CHECK(claim.assessed().confidence <= other.assessed().confidence);
    CHECK(claim.assessed().collision_risk >= other.assessed().collision_risk);
  }
}

TEST_CASE("a claim of many families takes no doubt off") {
  // Short words: what draws letters is risky here, what joins words less.
  CatalogueEntry words, letters;
  words.scheme = Scheme::wordlist;
  words.verified = letters.verified = "yes";
  letters.alphabet = *Alphabet::parse("a-z");
  const Seed seed = SeedBuilder{"one", "one", {}}.build("");
  const Attribution of_letters{&letters, &seed, kDay, kDay + days{1}, 0, SaidBy::imported};
  const Attribution of_words{&words, &seed, kDay, kDay + days{1}, 0, SaidBy::imported};
  const std::vector<Attribution> one{of_letters}, other{of_words};
  Assessor assessor{suffixes(), TldFacts::builtin(), nullptr};
  CHECK(assessor.assess("abcd.pw", other).confidence <= assessor.assess("abcd.pw", one).confidence);
}

TEST_CASE("the action of a name is the strictest of its computed families, and never that of a claim") {
  CatalogueEntry open, hard, none;
  open.id = "open";
  hard.id = "hard";
  none.id = "none";
  const Seed seed = SeedBuilder{"one", "one", {}}.build("");
  const auto from = [&](const CatalogueEntry& entry, SaidBy said_by) {
    return Attribution{&entry, &seed, kDay, kDay + days{1}, 0, said_by};
  };
  RpzOptions rpz;
  rpz.family_policies = {{{"open"}, "CNAME rpz-passthru."}, {{"hard"}, "CNAME rpz-drop."}};
  const auto policy = [&](std::vector<Attribution> sources) { return std::string(rpz.policy_of({"a.cn", sources})); };
  using enum SaidBy;
  CHECK(policy({}) == "CNAME .");
  CHECK(policy({from(open, computed)}) == "CNAME rpz-passthru.");
  CHECK(policy({from(open, catalogue)}) == "CNAME rpz-passthru.");
  CHECK(policy({from(open, imported)}) == "CNAME .");
  CHECK(policy({from(hard, imported)}) == "CNAME .");
  CHECK(policy({from(none, computed), from(open, imported)}) == "CNAME .");
  CHECK(policy({from(open, computed), from(hard, imported)}) == "CNAME rpz-passthru.");
  CHECK(policy({from(none, computed), from(open, catalogue)}) == "CNAME .");
  // Several computed families: the strictest, whatever the order.
  CHECK(policy({from(open, computed), from(none, computed)}) == "CNAME .");
  CHECK(policy({from(open, computed), from(hard, computed), from(none, computed)}) == "CNAME rpz-drop.");
  const char* const by_strictness[] = {
      "CNAME rpz-passthru.", "CNAME rpz-tcp-only.", "A 192.0.2.1", "CNAME *.", "CNAME .", "CNAME rpz-drop."};
  for (std::size_t weak = 0; weak < std::size(by_strictness); ++weak) {
    for (std::size_t strong = weak + 1; strong < std::size(by_strictness); ++strong) {
      rpz.family_policies = {{{"open"}, by_strictness[weak]}, {{"hard"}, by_strictness[strong]}};
      CHECK(policy({from(open, computed), from(hard, computed)}) == by_strictness[strong]);
      CHECK(policy({from(hard, computed), from(open, computed)}) == by_strictness[strong]);
    }
  }
}

TEST_CASE("formats that do not tell who says so write no row for the claim of a computed name") {
  const Said alone{"chinad", ""}, both{"chinad", kClaim}, only{"chinad", kClaim, false};
  ListInfo info;
  info.suffixes = &suffixes();
  const auto written = [&](const Said& said, std::string_view id) {
    struct Text final : Output {
      void write(std::string_view octets) override { text.append(octets); }
      std::string text;
    } output;
    Sink sink{output};
    Drops drops;
    const Assessment assessment = said.assessed();
    Entry entry = said.entry();
    entry.assessment = &assessment;
    find_format(id, "").add(info, {&entry, 1}, sink, drops);
    sink.flush();
    return output.text;
  };
  for (const std::string_view id : {"netlab", "splunk", "bambenek", "threatfox", "intelmq", "zeek", "registry-csv",
                                    "registry-jsonl", "rpz", "plain"}) {
    CAPTURE(id);
    CHECK(written(both, id) == written(alone, id));
    CHECK_FALSE(written(only, id).empty());
  }
  CHECK(written(both, "csv").ends_with(",2\n"));
  CHECK(written(both, "csv").starts_with("0cl643pge57ubgy6.cn,cn,cn,chinad,"));
  CHECK(written(both, "jsonl")
            .find(R"("family":"suppobox","seed":"x","valid_from":"2020-01-01T00:00:00Z",)"
                  R"("valid_until":"2099-12-30T00:00:00Z","index":0,"said_by":"imported"})") != std::string::npos);
  CHECK(written(alone, "jsonl").find("said_by") == std::string::npos);
}

TEST_CASE("others' text in a field of a CSV") {
  CHECK(csv_field("plain") == "plain");
  CHECK(csv_field("a,b") == "\"a,b\"");
  CHECK(csv_field("a\"b") == "\"a\"\"b\"");
  CHECK(csv_field("=1+1") == "'=1+1");
  CHECK(csv_field("-2") == "'-2");
  CHECK(csv_field("@SUM(1,2)") == "\"'@SUM(1,2)\"");
  CHECK(csv_field("\tx\n") == "'\\x09x\\x0a");
  CHECK(csv_field("\x1b[2J\xE2\x80\xAE") == "\\x1b[2J\\xe2\\x80\\xae");
}

TEST_CASE("seeds of imports are ids, and what had to be renamed is counted") {
  const Catalogue catalogue = Catalogue::builtin();
  Imports imports;
  imports.read(
      "{\"domain\":\"a.cn\",\"family\":\"x\",\"seed\":\"s\\\",\\\"z\\n\",\"valid_from\":\"2026-11-24\","
      "\"valid_until\":\"2026-11-25\"}\n"
      "{\"domain\":\"b.cn\",\"family\":\"x\",\"seed\":\"good.1\",\"valid_from\":\"2026-11-24\","
      "\"valid_until\":\"2026-11-25\"}\n",
      "p.jsonl", catalogue, {});
  CHECK(imports.renamed() == 1);
  CHECK(imports.first_renamed() == "p.jsonl:1: 's\",\"z\\x0a' is now 's_z'");
  Plan plan;
  imports.add_to(plan, kUnbounded);
  REQUIRE(plan.seeds().size() == 2);
  CHECK(plan.seeds()[0].seed.id() == "good.1");
  CHECK(plan.seeds()[1].seed.id() == "s_z");
  CHECK(plan.seeds()[0].said_by == SaidBy::imported);
  for (const char* bad : {"\"seed\":\"\\n\"", "\"family\":\"\\n\""}) {
    CHECK_THROWS_AS(imports.read(std::string(R"({"domain":"a.cn",)") + bad + "}", "p.jsonl", catalogue,
                                 {.family = "x", .period = Period{kDay, kDay + days{1}}}),
                    InputError);
  }
  // A word costs one pass over the catalogue, and a word of any length none.
  CHECK_THROWS_AS(imports.read("domain,family\na.cn," + std::string(20'000, 'f') + "\n", "p.csv", catalogue,
                               {.family = "x", .period = Period{kDay, kDay + days{1}}}),
                  InputError);
}

TEST_CASE("MISP's deleted attributes, as exports write them") {
  const Catalogue catalogue = Catalogue::builtin();
  struct Case {
    const char* deleted;
    std::uint64_t names;
  };
  for (const Case& one : {Case{"false", 1}, Case{"true", 0}, Case{"\"0\"", 1}, Case{"\"1\"", 0}, Case{"0", 1},
                          Case{"1", 0}, Case{"null", 1}}) {
    Imports imports;
    imports.read(
        R"({"Event":{"Attribute":[{"type":"domain","value":"a.cn","deleted":)" + std::string(one.deleted) + "}]}}",
        "e.json", catalogue, {.family = "x", .period = Period{kDay, kDay + days{1}}});
    CAPTURE(one.deleted);
    CHECK(imports.names() == one.names);
  }
}

TEST_CASE("a name that could act on a report is not a question, and a client is an address or a word") {
  const Catalogue catalogue = Catalogue::builtin();
  const CatalogueEntry& chinad = catalogue.entry("chinad", "");
  Plan plan;
  plan.add(chinad, chinad.seeds.front(), {kDay, kDay + days{1}});
  const EnumeratedLookup lookup{plan};
  std::vector<std::string> hits;
  Scanner scanner{lookup, suffixes(), {}, [&](const LogHit& hit) {
                    hits.push_back(std::string(hit.client) + " " + std::string(hit.name));
                  }};
  for (const char* name :
       {"0CL643pge57ubgy6.cn.", "www.0cl643pge57ubgy6.cn", "x\n0cl643pge57ubgy6.cn", "x\t.0cl643pge57ubgy6.cn",
        "\x1b[31m.0cl643pge57ubgy6.cn", "_x.0cl643pge57ubgy6.cn", "cn", ""})
    scanner.add({name, "192.0.2.1", {}});
  for (const char* client : {"fe80::1%eth0", "host-1.example", "10.0.0.1\t-\n", "\x1b[31m", "=x", "-x", "a b"})
    scanner.add({"0cl643pge57ubgy6.cn", client, {}});
  scanner.flush();
  CHECK(scanner.questions() == 15);
  CHECK(scanner.not_names() == 2);
  CHECK(scanner.unknown_clients() == 5);
  CHECK(hits == std::vector<std::string>{"192.0.2.1 0CL643pge57ubgy6.cn.", "192.0.2.1 www.0cl643pge57ubgy6.cn",
                                         "192.0.2.1 _x.0cl643pge57ubgy6.cn", "fe80::1%eth0 0cl643pge57ubgy6.cn",
                                         "host-1.example 0cl643pge57ubgy6.cn", " 0cl643pge57ubgy6.cn",
                                         " 0cl643pge57ubgy6.cn", " 0cl643pge57ubgy6.cn", " 0cl643pge57ubgy6.cn",
                                         " 0cl643pge57ubgy6.cn"});
}

}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
#include "dga/core/catalogue.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <set>

#include "dga/core/golden.h"

namespace dgacast {
namespace {

std::string refusal(std::string_view text) {
  Catalogue catalogue = Catalogue::builtin();
  const std::string before = catalogue.digest();
  try {
    catalogue.add(text, "mine.json");
  } catch (const InputError& error) {
    CHECK(catalogue.digest() == before);  // a fault changes nothing
    return error.what();
  }
  return "accepted";
}

}  // namespace

TEST_CASE("every entry states what the table and the reader of a list need") {
  const Catalogue catalogue = Catalogue::builtin();
  constexpr std::array<std::string_view, 4> kTaxonomies{"TDD", "TID", "TDN", "TIN"};
  constexpr std::array<std::string_view, 5> kSchemes{"arithmetic", "hash", "wordlist", "permutation", "static"};
  std::set<std::string> aliases;
  for (const CatalogueEntry& entry : catalogue.entries()) {
    CAPTURE(entry.id);
    CHECK_FALSE(entry.malware.empty());
    CHECK_FALSE(entry.summary.empty());
    CHECK(std::ranges::find(kTaxonomies, entry.taxonomy) != kTaxonomies.end());
    CHECK(std::ranges::find(kSchemes, entry.scheme) != kSchemes.end());
    CHECK_FALSE(entry.sources.empty());
    const bool year = entry.first_seen.empty() || entry.first_seen.size() == 4 || entry.first_seen.size() == 7 ||
                      entry.first_seen.size() == 10;
    CHECK(year);
    CHECK(std::ranges::all_of(entry.first_seen, [](char c) { return (c >= '0' && c <= '9') || c == '-'; }));
    CHECK(entry.label_min <= entry.label_max);
    for (const ParameterFact& fact : entry.parameters) CHECK_FALSE(fact.meaning.empty());
    CHECK((entry.family != nullptr || !entry.unavailable.empty()));
    std::set<std::string> ids;
    for (const Seed& seed : entry.seeds) CHECK(ids.insert(seed.id()).second);
    for (const std::string& alias : entry.aliases) {
      CAPTURE(alias);
      const auto lower = [](char c) { return c < 'A' || c > 'Z'; };
      CHECK(std::ranges::all_of(alias, lower));
      CHECK(catalogue.find(alias) == nullptr);  // an id always wins: such an alias would never be reached
    }
  }
}

TEST_CASE("aliases and malware labels name families, whatever the case") {
  const Catalogue catalogue = Catalogue::builtin();
  CHECK(catalogue.named("conficker", "").size() == 3);
  CHECK(catalogue.named("Kido", "").size() == 3);
  CHECK(catalogue.named("pizd", "").front()->id == "suppobox");
  CHECK_THROWS_AS(catalogue.named("no_such_thing", ""), InputError);
}

TEST_CASE("a user's file adds seeds, replaces those of the same id, and replaces facts") {
  Catalogue catalogue = Catalogue::builtin();
  const std::size_t before = catalogue.entry("srizbi", "").seeds.size();
  catalogue.add(R"({"id": "srizbi", "summary": "mine", "seeds": [
    {"id": "mine", "values": {"key": "0x00000001"}}, {"id": "fireeye_5be741e3", "values": {"key": 2}}]})",
                "mine.json");
  const CatalogueEntry& srizbi = catalogue.entry("srizbi", "");
  CHECK(srizbi.seeds.size() == before + 1);
  CHECK(srizbi.seed("mine", "").u32("key") == 1);
  CHECK(srizbi.seed("fireeye_5be741e3", "").u32("key") == 2);
  CHECK(srizbi.summary == "mine");
  CHECK(catalogue.digest() != Catalogue::builtin().digest());
  catalogue.add(R"([{"id": "srizbi", "seeds": []}, {"id": "chinad"}])", "both.json");
  CHECK(catalogue.entry("srizbi", "").seeds.size() == before + 1);
}

TEST_CASE("a file with a fault is refused with the line it stands on") {
  CHECK(refusal("{\"id\": \"srizbi\",\n \"seeds\": [{\"id\": \"x\",\n  \"values\": {\"key\": \"1z\"}}]}")
            .starts_with("mine.json:3: srizbi/x: parameter 'key' is '1z'"));
  CHECK(refusal("{\"id\": \"srizbo\"}").find("did you mean 'srizbi'?") != std::string::npos);
  CHECK(refusal("{\"id\": \"srizbi\", \"seed\": []}").find("did you mean 'seeds'?") != std::string::npos);
  for (const char* bad :
       {"", "[", "7", "{}", "{\"id\": 7}", "{\"id\": \"srizbi\", \"id\": \"chinad\"}",
        "{\"id\": \"srizbi\", \"seeds\": {}}", "{\"id\": \"srizbi\", \"seeds\": [7]}",
        "{\"id\": \"srizbi\", \"seeds\": [{\"id\": \"a b\", \"values\": {\"key\": 1}}]}",
        "{\"id\": \"srizbi\", \"seeds\": [{\"id\": \"x\"}]}", "{\"id\": \"waledac\", \"seeds\": [{\"id\": \"x\"}]}"}) {
    CAPTURE(bad);
    CHECK(refusal(bad) != "accepted");
  }
}

TEST_CASE("a golden vector that differs is told by its first wrong name") {
  const Catalogue catalogue = Catalogue::builtin();
  const std::string right =
      R"({"family": "srizbi", "seed": "fireeye_5be741e3", "date": "2008-11-13", "count": 4, "sha256": "5bb52da5879f1f6d71f565850bd9088f0b904d6c34b477adcbfeefed1ea09adf", "domains": ["yrytdyip.com"], "last": "ydywryfu.com"})";
  CHECK_FALSE(check_golden(catalogue, right, "v.jsonl", 1).has_value());
  std::string wrong = right;
  wrong.replace(wrong.find("yrytdyip"), 8, "xrytdyip");
  CHECK(check_golden(catalogue, wrong, "v.jsonl", 1).value().find("name 0 is 'yrytdyip.com'") != std::string::npos);
  wrong = right;
  wrong.replace(wrong.find("5bb5"), 4, "0000");
  CHECK(check_golden(catalogue, wrong, "v.jsonl", 1).value().find("SHA-256") != std::string::npos);
  CHECK_THROWS_AS(check_golden(catalogue, "{", "v.jsonl", 1), InputError);
  CHECK_THROWS_AS(check_golden(catalogue, "{\"family\": 7}", "v.jsonl", 1), InputError);
}

}  // namespace dgacast

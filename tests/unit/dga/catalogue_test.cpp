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
  std::set<std::string> aliases;
  for (const CatalogueEntry& entry : catalogue.entries()) {
    CAPTURE(entry.id);
    CHECK_FALSE(entry.malware.empty());
    CHECK_FALSE(entry.summary.empty());
    CHECK(entry.taxonomy.has_value());
    CHECK(entry.scheme.has_value());
    CHECK_FALSE(entry.sources.empty());
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

TEST_CASE("what is added moves no entry and no seed") {
  Catalogue catalogue = Catalogue::builtin();
  std::vector<std::pair<std::string, const CatalogueEntry*>> entries;
  std::vector<std::pair<std::string, const Seed*>> seeds;
  for (const CatalogueEntry& entry : catalogue.entries()) {
    entries.emplace_back(entry.id, &entry);
    for (const Seed& seed : entry.seeds) seeds.emplace_back(entry.id + "/" + seed.id(), &seed);
  }
  const Seed* const replaced = &catalogue.entry("srizbi", "").seed("fireeye_5be741e3", "");
  const auto all_there = [&] {
    for (const auto& pair : entries) {  // Clang 14 lets no lambda, which CAPTURE makes, see the names of a binding
      const auto& [id, entry] = pair;
      CAPTURE(pair.first);
      CHECK(catalogue.find(id) == entry);
      CHECK(entry->id == id);
    }
    for (const auto& pair : seeds) {
      const auto& [id, seed] = pair;
      CAPTURE(pair.first);
      const auto slash = id.find('/');
      CHECK(&catalogue.entry(id.substr(0, slash), "").seed(id.substr(slash + 1), "") == seed);
    }
  };
  std::string more = R"([{"id": "srizbi", "summary": "mine", "seeds": [)";
  for (int i = 0; i < 500; ++i) more += "{\"id\": \"m" + std::to_string(i) + "\", \"values\": {\"key\": 1}}, ";
  more += R"({"id": "m7", "values": {"key": 7}}, {"id": "fireeye_5be741e3", "values": {"key": 2}}]},
             {"id": "chinad", "aliases": ["one"]}, {"id": "srizbi", "malware": "Mine"}])";
  catalogue.add(more, "more.json");
  all_there();
  CHECK(replaced->u32("key") == 2);
  const CatalogueEntry& srizbi = catalogue.entry("srizbi", "");
  CHECK(srizbi.summary == "mine");
  CHECK(srizbi.malware == "Mine");
  CHECK(srizbi.seed("m7", "").u32("key") == 7);
  CHECK(srizbi.seed("m499", "").u32("key") == 1);
  CHECK(std::ranges::is_sorted(catalogue.entries(), {}, &CatalogueEntry::id));
}

TEST_CASE("a fault at the end of a file leaves all as it was before it") {
  Catalogue catalogue = Catalogue::builtin();
  const std::string summary = catalogue.entry("srizbi", "").summary;
  const std::size_t count = catalogue.entry("srizbi", "").seeds.size();
  const std::uint32_t key = catalogue.entry("srizbi", "").seed("fireeye_5be741e3", "").u32("key");
  CHECK_THROWS_AS(catalogue.add(R"([{"id": "srizbi", "summary": "mine", "seeds": [{"id": "new", "values": {"key": 1}},
                                                                      {"id": "fireeye_5be741e3", "values": {"key": 2}}]},
                        {"id": "chinad", "scheme": "hush"}])",
                                "mine.json"),
                  InputError);
  const CatalogueEntry& srizbi = catalogue.entry("srizbi", "");
  CHECK(srizbi.summary == summary);
  CHECK(srizbi.seeds.size() == count);
  CHECK(srizbi.user_seeds.empty());
  CHECK(srizbi.seed("fireeye_5be741e3", "").u32("key") == key);
}

TEST_CASE("a word, a date or an alphabet that the catalogue does not know is refused with its line") {
  CHECK(refusal("{\"id\": \"srizbi\",\n \"taxonomy\": \"TDX\"}") ==
        "mine.json:2: \"taxonomy\" is 'TDX'; did you mean 'TDD'? give TDD, TID, TDN or TIN");
  CHECK(refusal("{\"id\": \"srizbi\",\n \"scheme\": \"worldlist\"}") ==
        "mine.json:2: \"scheme\" is 'worldlist'; did you mean 'wordlist'? give arithmetic, hash, wordlist, permutation "
        "or static");
  CHECK(refusal("{\"id\": \"srizbi\", \"scheme\": \"\"}").starts_with("mine.json:1: \"scheme\" is ''; give arith"));
  for (const char* date : {"8", "200", "20080", "2008-1", "2008-13", "2008-02-30", "2008/11", "1969", "2200", "soon"}) {
    CAPTURE(date);
    CHECK(refusal(std::string("{\"id\": \"srizbi\",\n \"first_seen\": \"") + date + "\"}") ==
          std::string("mine.json:2: \"first_seen\" is '\"") + date +
              "\"'; give a year, a month or a day from 1970 on: YYYY, YYYY-MM or YYYY-MM-DD");
  }
  for (const char* alphabet : {"z-a", " a-z", ", a", "a-z; the first also 9-0"}) {
    CAPTURE(alphabet);
    CHECK(refusal(std::string("{\"id\": \"srizbi\",\n \"label\": {\"alphabet\": \"") + alphabet + "\"}}")
              .starts_with("mine.json:2: \"alphabet\" is "));
  }
}

TEST_CASE("dates of which a part is known") {
  for (const char* text : {"", "2008", "2008-11", "2008-11-21", "2008-02-29", "1970", "2199-12-31"}) {
    CAPTURE(text);
    CHECK(to_text(parse_partial_date(text).value()) == text);
  }
  CHECK_FALSE(PartialDate{}.known());
  CHECK(PartialDate{2008}.begin() == midnight(2008, 1, 1));
  CHECK(PartialDate{2008, 11}.begin() == midnight(2008, 11, 1));
  CHECK(PartialDate{2008, 11, 21}.begin() == midnight(2008, 11, 21));
}

TEST_CASE("alphabets as the catalogue tells them") {
  const auto size = [](std::string_view text) { return Alphabet::parse(text).value().size(); };
  CHECK(size("a-z") == 26);
  CHECK(size("a-y0-8") == 34);
  CHECK(size("a-z0-9-") == 37);
  CHECK(size("0-9a-f, after \"ab\"") == 16);
  CHECK(size("asnhreqwpm") == 10);
  CHECK(size("qqq") == 1);
  CHECK(size("a-zaeiouy") == 23);
  CHECK(size("") == 0);
  const Alphabet some = Alphabet::parse("0-9a-f; the first letter also g-z").value();
  CHECK(some.size() == 16);
  CHECK(some.usual().count() == 16);
  CHECK(some.all().count() == 36);
  CHECK(some.text() == "0-9a-f; the first letter also g-z");
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

TEST_CASE("other systems' names of malware name its families") {
  const Catalogue catalogue = Catalogue::builtin();
  for (const auto& pair :
       std::initializer_list<std::pair<std::string_view, std::string_view>>{{"netloader", "sisron"},
                                                                            {"Crackonosh", "monerodownloader"},
                                                                            {"ftcode", "unnamed_powershell_2020"},
                                                                            {"jasperloader", "unnamed_powershell_2020"},
                                                                            {"FreakOut", "necro"},
                                                                            {"trafos", "matsnu"}}) {
    const auto& [alias, id] = pair;
    CAPTURE(pair.first);
    const auto named = catalogue.named(alias, "");
    REQUIRE(named.size() == 1);
    CHECK(named.front()->id == id);
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

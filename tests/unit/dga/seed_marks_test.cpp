// SPDX-License-Identifier: Apache-2.0
// What the catalogue marks a seed with: few names prove it; lists have it only where they name it.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "dga/core/catalogue.h"
#include "dga/core/seed_selection.h"

namespace dgacast {
namespace {

constexpr std::string_view kMarked = R"({"id": "srizbi", "needs_lists": true, "seeds": [
  {"id": "few", "values": {"key": 1}, "tentative": true},
  {"id": "all", "values": {"key": 2}, "only_named": true}]})";

Catalogue marked() {
  Catalogue catalogue = Catalogue::builtin();
  catalogue.add(kMarked, "mine.json");
  return catalogue;
}

std::string refusal(std::string_view text) {
  try {
    Catalogue catalogue = Catalogue::builtin();
    catalogue.add(text, "mine.json");
  } catch (const InputError& error) {
    return error.what();
  }
  return "accepted";
}

bool selects(const Catalogue& catalogue, const SeedRequest& request, std::string_view family, std::string_view seed) {
  const SeedSelection chosen = select_seeds(catalogue, request);
  return std::ranges::any_of(chosen.seeds,
                             [&](const SelectedSeed& one) { return one.entry->id == family && one.seed.id() == seed; });
}

}  // namespace

TEST_CASE("marks are read, and hold under the seed's own id only") {
  const Catalogue catalogue = marked();
  const CatalogueEntry& srizbi = catalogue.entry("srizbi", "");
  CHECK(srizbi.needs_lists);
  CHECK_FALSE(catalogue.entry("chinad", "").needs_lists);
  CHECK(srizbi.seed("few", "").marks().tentative);
  CHECK_FALSE(srizbi.seed("few", "").marks().only_named);
  CHECK(srizbi.seed("all", "").marks().only_named);
  CHECK_FALSE(srizbi.seed("fireeye_5be741e3", "").marks().tentative);
  CHECK(SeedBuilder{"srizbi", srizbi.seed("few", ""), "few"}.build("").marks().tentative);
  CHECK_FALSE(SeedBuilder{"srizbi", srizbi.seed("few", ""), "ad-hoc"}.build("").marks().tentative);
}

TEST_CASE("marks are true or false") {
  CHECK(refusal(R"({"id": "srizbi", "seeds": [{"id": "x", "values": {"key": 1}, "tentative": "yes"}]})")
            .find("give true or false") != std::string::npos);
  CHECK(refusal(R"({"id": "srizbi", "seeds": [{"id": "x", "values": {"key": 1}, "only_named": 1}]})")
            .find("give true or false") != std::string::npos);
  CHECK(refusal(R"({"id": "srizbi", "needs_lists": null})").find("give true or false") != std::string::npos);
}

TEST_CASE("a seed for lists that name it is in no other list, but in every look-up") {
  const Catalogue catalogue = marked();
  for (const char* word : {"srizbi", "sriz*", "srizbi/*", "SRIZBI"}) {
    CAPTURE(word);
    CHECK(selects(catalogue, {.families = {{word}}}, "srizbi", "few"));
    CHECK_FALSE(selects(catalogue, {.families = {{word}}}, "srizbi", "all"));
    CHECK(selects(catalogue, {.families = {{word}}, .every_seed = true}, "srizbi", "all"));
  }
  CHECK(selects(catalogue, {.families = {{"srizbi/all"}}}, "srizbi", "all"));
  CHECK(selects(catalogue, {.families = {{"srizbi"}, {"srizbi/all"}}}, "srizbi", "all"));
  CHECK_FALSE(selects(catalogue, {}, "virut", "all"));
  CHECK(selects(catalogue, {}, "virut", "offset60"));
  CHECK(selects(catalogue, {.every_seed = true}, "virut", "all"));
  CHECK_FALSE(selects(catalogue, {}, "pykspa_improved", "fake16000"));
}

TEST_CASE("a family all whose seeds must be named is refused where it is named, and left out elsewhere") {
  Catalogue catalogue = Catalogue::builtin();
  catalogue.add(R"({"id": "charbot", "seeds": [{"id": "one", "only_named": true,
    "values": {"base": "example", "i": 0, "j": 1, "ci": 0, "cj": 0, "tld_index": 0}}]})",
                "mine.json");
  CHECK_THROWS_WITH(select_seeds(catalogue, {.families = {{"charbot", "here"}}}),
                    doctest::Contains("name charbot/one"));
  const SeedSelection all = select_seeds(catalogue, {});
  CHECK(std::ranges::count(all.left_out, "charbot is left out: its seeds are listed only where they are named") == 1);
}

}  // namespace dgacast

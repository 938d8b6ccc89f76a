// SPDX-License-Identifier: Apache-2.0
#include "dga/core/text.h"

#include <doctest/doctest.h>

#include <array>

#include "dga/core/catalogue.h"

namespace dgacast {

TEST_CASE("an id is made of signs that mean nothing to any format") {
  CHECK(is_id("magic9"));
  CHECK(is_id("-A.b_c"));
  CHECK(is_id(std::string(64, 'x')));
  for (const std::string_view bad : {"", "a b", "a,b", "a\nb", "a\"", "=a", "a/b", "\xC3\xA9"}) CHECK_FALSE(is_id(bad));
  CHECK_FALSE(is_id(std::string(65, 'x')));
  CHECK_FALSE(is_id(std::string_view{"a\0b", 3}));
  CHECK(to_id("magic9") == "magic9");
  CHECK(to_id("=HYPERLINK(\"http://evil\")") == "HYPERLINK_http_evil");
  CHECK(to_id("a\n\tb") == "a_b");
  CHECK(to_id(" \t") == "");
  CHECK(to_id(std::string(100, 'x')).size() == 64);
}

TEST_CASE("a line has nothing that moves a cursor or turns text around, and printable() shows the rest") {
  CHECK(is_line(""));
  CHECK(is_line("Caf\xC3\xA9, \xE4\xB8\xAD\xE6\x96\x87 \xF0\x9F\xA6\xA0"));
  struct Case {
    std::string_view text, shown;
  };
  using namespace std::string_view_literals;
  const Case cases[] = {{"a\nb", "a\\x0ab"},
                        {"\t", "\\x09"},
                        {"\x1b[31mred", "\\x1b[31mred"},
                        {"\0"sv, "\\x00"},
                        {"\x7f", "\\x7f"},
                        {"\xC2\x9B", "\\xc2\\x9b"},                    // U+009B, CSI
                        {"\xE2\x80\xAEgpj", "\\xe2\\x80\\xaegpj"},     // U+202E
                        {"\xE2\x81\xA6", "\\xe2\\x81\\xa6"},           // U+2066
                        {"\xE2\x80\xA8", "\\xe2\\x80\\xa8"},           // U+2028
                        {"\xEF\xBB\xBF", "\\xef\\xbb\\xbf"},           // U+FEFF
                        {"\xEF\xBF\xBE", "\\xef\\xbf\\xbe"},           // U+FFFE
                        {"\xF3\xA0\x81\x81", "\\xf3\\xa0\\x81\\x81"},  // U+E0041
                        {"\xC3", "\\xc3"},                             // cut
                        {"\xC0\xAE", "\\xc0\\xae"},                    // longer than needed
                        {"\xE0\x80\xAE", "\\xe0\\x80\\xae"},
                        {"\xED\xA0\x80", "\\xed\\xa0\\x80"},  // a surrogate
                        {"\xF4\x90\x80\x80", "\\xf4\\x90\\x80\\x80"},
                        {"\xFF\xC3\xA9", "\\xff\xC3\xA9"}};
  for (const Case& one : cases) {
    CHECK_FALSE(is_line(one.text));
    CHECK(printable(one.text) == one.shown);
    CHECK(is_line(printable(one.text)));
  }
  CHECK_FALSE(is_line(std::string(5000, 'x')));
  CHECK(printable(std::string(5000, 'x')).size() == 5000);
  CHECK(Issue{"a\x1b[2J\nb.json", "is \xE2\x80\xAE", "give\r\n<0>x"}.line() ==
        "a\\x1b[2J\\x0ab.json: is \\xe2\\x80\\xae; give\\x0d\\x0a<0>x");
}

TEST_CASE("facts of a catalogue that would make rows, or move a risk, are refused with their line") {
  const auto fault = [](const std::string& text) -> std::string {
    Catalogue catalogue = Catalogue::builtin();
    try {
      catalogue.add("{\"id\": \"chinad\",\n" + text + "}", "c.json");
    } catch (const InputError& error) {
      return error.what();
    }
    return "";
  };
  constexpr std::array kTexts{R"("malware": "@")",
                              R"("aliases": ["a", "@"])",
                              R"("malpedia": {"id": "@"})",
                              R"("malpedia": {"name": "@"})",
                              R"("malpedia": {"uuid": "@"})",
                              R"("summary": "@")",
                              R"("taxonomy": "@")",
                              R"("scheme": "@")",
                              R"("period": "@")",
                              R"("names": {"note": "@"})",
                              R"("suffixes": ["@"])",
                              R"("label": {"alphabet": "@"})",
                              R"("first_seen": "@")",
                              R"("sources": ["@"])",
                              R"("unavailable": "@")",
                              R"("uncertainty": {"text": "@"})",
                              R"("verified": "@")",
                              R"("parameters": [{"name": "@"}])",
                              R"("parameters": [{"meaning": "@"}])",
                              R"("seeds": [{"id": "@"}])",
                              R"("seeds": [{"id": "x", "note": "@"}])"};
  for (const char* sign : {"\\n", "\\t", "\\u0000", "\\u001b", "\\u007f", "\\u009b", "\\u202e", "\\ufffe"}) {
    for (std::string text : kTexts) {
      text.replace(text.find('@'), 1, std::string("a") + sign + "b");
      CAPTURE(text);
      CHECK(fault(text).starts_with("c.json:2: "));
    }
  }
  CHECK(fault(R"("malpedia": {"id": "win.x,y"})").starts_with("c.json:2: "));
  CHECK(fault(R"("uncertainty": {"slack_days": 4294967295})") ==
        "c.json:2: \"slack_days\" is '4294967295'; give a whole number of 0 to 366");
  CHECK(fault(R"("names": {"per_period": 18446744073709551615})") ==
        "c.json:2: \"per_period\" is '18446744073709551615'; give a whole number of 0 to 1000000000");
  CHECK(fault(R"("label": {"max": 4294967295})") ==
        "c.json:2: \"max\" is '4294967295'; give a whole number of 0 to 63");
  CHECK(fault(R"("label": {"min": 9, "max": 3})").starts_with("c.json:2: labels have at least 9 and at most 3"));
  CHECK(
      fault(R"("label": {"alphabet": "z-a"})") ==
      "c.json:2: \"alphabet\" is '\"z-a\"'; give characters, and ranges that begin with their first sign, such as a-z");
  CHECK(fault(R"("names": {"per_period": 1e999})") ==
        "c.json:2: this number is too large; give one that a double holds");
  CHECK(fault(R"("malware": "Caf\u00e9 \"X\", =1", "uncertainty": {"slack_days": 366}, "label": {"min": 1, "max": 63})")
            .empty());
}

TEST_CASE("seeds of a user's file are told from those of the catalogue") {
  Catalogue catalogue = Catalogue::builtin();
  const std::string known = catalogue.entry("chinad", "").seeds.front().id();
  CHECK_FALSE(catalogue.entry("chinad", "").is_users(known));
  catalogue.add(R"({"id": "chinad", "seeds": [{"id": "mine"}]})", "c.json");
  CHECK(catalogue.entry("chinad", "").is_users("mine"));
  CHECK_FALSE(catalogue.entry("chinad", "").is_users(known));
  CHECK(catalogue.meant_by("CHINAD").size() == 1);
  CHECK(catalogue.meant_by("nothing of ours").empty());
}

}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
#include "dga/core/json_text.h"

#include <doctest/doctest.h>

#include <string>

namespace dgacast {
namespace {

std::string fault(const std::string& text, const JsonLimits& limits = {}) {
  try {
    JsonText::parse(text, "f.json", limits);
  } catch (const InputError& error) {
    return error.what();
  }
  return {};
}

TEST_CASE("a JSON text knows the line of every value") {
  const JsonText text =
      JsonText::parse("{\n \"b\": [1,\n  {\"x\": 2,\n   \"a\": 3}],\n \"a/~\": \"\\n\"\n}\n", "f.json");
  CHECK(text.where({}) == "f.json:1");
  CHECK(text.line({"b"}) == 2);
  CHECK(text.line({"b", "0"}) == 2);
  CHECK(text.line({"b", "1"}) == 3);
  CHECK(text.line({"b", "1", "a"}) == 4);
  CHECK(text.line({"b", "1", "x"}) == 3);
  CHECK(text.line({"a/~"}) == 5);
  // What is not there has the line of what would hold it.
  CHECK(text.line({"b", "2"}) == 2);
  CHECK(text.line({"b", "1", "absent", "deeper"}) == 3);
  CHECK(text.line({"absent"}) == 1);
  CHECK(JsonText::parse("\n\n7", "f.json").line({"a"}) == 3);
}

TEST_CASE("a JSON text is bounded") {
  const std::string open64(64, '['), close64(64, ']');
  CHECK(fault(open64 + close64).empty());
  CHECK(fault("[" + open64 + close64 + "]") == "f.json:1: objects are nested deeper than 64; flatten it");
  CHECK(fault("[1,2,3]", {.bytes = 100, .values = 4}).empty());
  CHECK(fault("[1,\n2,3]", {.bytes = 100, .values = 3}) ==
        "f.json:2: more than 3 values; divide it into several files");
  CHECK(fault(std::string(2 << 20, ' '), {.bytes = 1 << 20, .values = 4}) ==
        "f.json: has more than 1 MiB; divide it into several files");
  CHECK(fault("{\"a\": 1,\n\"a\": 2}") == "f.json:2: duplicate key 'a'; keep one of the two");
  CHECK(fault("[1e999]") == "f.json:1: this number is too large; give one that a double holds");
  // The parser quotes what it met: no control character may pass.
  const std::string odd = fault("[\"\x1b[2J\"]");
  CHECK(odd.find('\x1b') == std::string::npos);
  CHECK(odd.starts_with("f.json:1: this is not JSON at "));
  CHECK_FALSE(fault("[\"\xC3(\"]").empty());
}

TEST_CASE("long paths cost no memory") {
  // With a path a value this text of 3 MB would need 20 GB.
  std::string text = "{\"" + std::string(1'000'000, 'k') + "\":[0";
  for (int i = 1; i < 20'000; ++i) text += ",0";
  text += "]}";
  const JsonText parsed = JsonText::parse(text, "f.json");
  CHECK(parsed.line({std::string(1'000'000, 'k'), "19999"}) == 1);
}

TEST_CASE("a line of JSON is bounded as a document is") {
  CHECK(parse_json("{\"a\": [1, \"]]]\\\"[[[\"]}").at("a").size() == 2);
  CHECK(parse_json("").is_discarded());
  CHECK(parse_json("[1,2").is_discarded());
  CHECK(parse_json("[\"").is_discarded());
  CHECK(parse_json("[\"\\").is_discarded());
  CHECK(parse_json("1e999").is_discarded());
  CHECK(parse_json(std::string(100'000, '[') + std::string(100'000, ']')).is_discarded());
  CHECK(parse_json("[1,2,3]", {.bytes = 100, .values = 4}).is_discarded() == false);
  CHECK(parse_json("[1,2,3]", {.bytes = 6, .values = 4}).is_discarded());
  CHECK(parse_json("[1,2,3]", {.bytes = 100, .values = 3}).is_discarded());
}

}  // namespace
}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
#include "dga/core/seed.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

namespace dgacast {
namespace {

using Json = nlohmann::json;

constexpr ParameterSpec kSchema[] = {
    {.name = "octet", .type = ParameterType::u8, .optional = true},
    {.name = "key", .type = ParameterType::u32, .max = 0xFFFF'FFFE, .optional = true},
    {.name = "wide", .type = ParameterType::u64, .optional = true},
    {.name = "offset", .type = ParameterType::i32, .optional = true},
    {.name = "far", .type = ParameterType::i64, .optional = true},
    {.name = "text", .type = ParameterType::string, .min = 1, .max = 4, .optional = true},
    {.name = "blob", .type = ParameterType::bytes, .max = 4, .optional = true},
    {.name = "flag", .type = ParameterType::boolean, .optional = true},
    {.name = "mode", .type = ParameterType::enumeration, .choices = "exact|x87", .optional = true},
    {.name = "words", .type = ParameterType::word_list, .min = 1, .optional = true},
    {.name = "primes", .type = ParameterType::number_list, .max = 3, .optional = true},
    {.name = "at", .type = ParameterType::instant, .optional = true},
};

Seed with(std::string_view parameter, const Json& value) {
  return SeedBuilder{"probe", "one", kSchema}.set(parameter, value, "seeds.json:3").build("");
}

std::string refusal(std::string_view parameter, const Json& value) {
  try {
    with(parameter, value);
  } catch (const InputError& error) {
    return error.what();
  }
  return "accepted";
}

}  // namespace

TEST_CASE("integers are numbers, decimal text or bit patterns") {
  CHECK(with("key", 7).u32("key") == 7);
  CHECK(with("key", "7").u32("key") == 7);
  CHECK(with("key", "0x5BE741E3").u32("key") == 0x5BE741E3);
  CHECK(with("wide", "0xFFFFFFFFFFFFFFFF").u64("wide") == ~std::uint64_t{0});
  CHECK(with("offset", -30).i32("offset") == -30);
  CHECK(with("offset", "0xFFFFFFFF").i32("offset") == -1);
  CHECK(with("offset", "-2147483648").i32("offset") == std::numeric_limits<std::int32_t>::min());
  CHECK(with("far", std::numeric_limits<std::int64_t>::min()).i64("far") == std::numeric_limits<std::int64_t>::min());
}

TEST_CASE("what does not fit is refused with family, seed, parameter, value and range") {
  CHECK(
      refusal("octet", 256) ==
      "seeds.json:3: probe/one: parameter 'octet' is '256', which is out of range; give a u8, 0 to 255, decimal or 0x");
  CHECK(refusal("key", "0xFFFFFFFF").find("0 to 4294967294") != std::string::npos);
  for (const Json& bad : {Json(-1), Json(1.5), Json("0x"), Json("12x"), Json("-0x1"), Json(""), Json(nullptr),
                          Json(true), Json::array(), Json("99999999999999999999")}) {
    CAPTURE(bad.dump());
    if (bad.is_null()) {
      CHECK_FALSE(with("key", bad).has("key"));  // absent, for the parameter is optional
    } else {
      CHECK(refusal("key", bad) != "accepted");
    }
  }
  CHECK(refusal("offset", 2147483648LL) != "accepted");
  CHECK(refusal("text", "") != "accepted");
  CHECK(refusal("text", "12345") != "accepted");
  CHECK(refusal("blob", "0x123") != "accepted");
  CHECK(refusal("blob", "AAAAAAAA") != "accepted");
  CHECK(refusal("flag", 1) != "accepted");
  CHECK(refusal("mode", "x86").find("did you mean 'x87'?") != std::string::npos);
  CHECK(refusal("words", "suppobox_9") != "accepted");
  CHECK(refusal("words", Json::array()) != "accepted");
  CHECK(refusal("primes", {1, 2, 3, 4}) != "accepted");
  CHECK(refusal("at", "2026-02-30") != "accepted");
  CHECK(refusal("keys", 1).find("did you mean 'key'?") != std::string::npos);
}

TEST_CASE("all other types come back as they were given") {
  CHECK(with("blob", "AQI=").text("blob") == std::string_view{"\x01\x02", 2});
  CHECK(with("blob", "0x0102").text("blob") == std::string_view{"\x01\x02", 2});
  CHECK(with("flag", true).flag("flag"));
  CHECK(with("mode", "x87").choice("mode") == 1);
  CHECK(with("words", {"a", "b", "a"}).words("words").size() == 3);
  CHECK(with("words", "suppobox_1").words("words")[0] == with("words", "words/suppobox_1.txt").words("words")[0]);
  CHECK(with("primes", {2, "0x3"}).numbers("primes")[1] == 3);
  CHECK(with("at", "2027-03-18T14:02:40Z").instant("at") == UtcSeconds{std::chrono::seconds{1805378560}});
}

TEST_CASE("a later value takes the place of an earlier one, and words of the command line are read like JSON") {
  SeedBuilder builder{"probe", "one", kSchema};
  builder.set("key", 1, "").set_text("key", "0x2", "--param").set_text("words", "[\"x\"]", "--param");
  const Seed seed = builder.build("");
  CHECK(seed.u32("key") == 2);
  CHECK(seed.words("words")[0] == "x");
  CHECK_FALSE(seed.has("wide"));
  CHECK_THROWS_AS(seed.u64("wide"), std::logic_error);
  CHECK_THROWS_AS(seed.u64("none"), std::logic_error);
}

}  // namespace dgacast

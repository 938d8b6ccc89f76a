// SPDX-License-Identifier: Apache-2.0
#include "dga/core/json_value.h"

#include <doctest/doctest.h>

namespace dgacast {
namespace {

using Json = nlohmann::json;

const Json kAny[] = {Json(),    Json(true),       Json(-5),         Json(7u), Json(1e9),
                     Json("x"), Json::array({1}), Json{{"k", "v"}}, Json(),   Json::parse("[", nullptr, false)};

TEST_CASE("no value of any type throws") {
  for (const Json& value : kAny) {
    CHECK(member(value, "absent").is_null());
    CHECK(member(value, "k").is_string() == value.is_object());
    CHECK(element(value, 1).is_null());
    CHECK(element(value, 0).is_number() == value.is_array());
    CHECK(child(value, "0").is_number() == value.is_array());
    CHECK(child(value, "x").is_null());
    CHECK(child(value, "18446744073709551616").is_null());
    CHECK(text_of(value) == (value.is_string() ? "x" : ""));
    CHECK(texts_of(value).size() == (value.is_array() ? 1 : 0));
    CHECK(flag_of(value) == value.is_boolean());
    CHECK(flag_of(value, true));
    CHECK_FALSE(json_text(value).empty());
  }
}

TEST_CASE("numbers are those of their range") {
  CHECK(number_of(Json(7)) == 7);
  CHECK(number_of(Json(UINT64_MAX)) == UINT64_MAX);
  CHECK(number_of(Json(-1), 3) == 3);
  CHECK(number_of(Json(1.5), 3) == 3);
  CHECK(number_of(Json("7"), 3) == 3);
  CHECK(signed_number_of(Json(-1)) == -1);
  CHECK(signed_number_of(Json("1"), 3) == 3);
}

TEST_CASE("what is not UTF-8 becomes U+FFFD") {
  CHECK(json_text(Json("caf\xe9")) == "\"caf\\ufffd\"");
  CHECK(json_text(nlohmann::ordered_json{{"b", 1}, {"a", 2}}, 1) == "{\n \"b\": 1,\n \"a\": 2\n}");
}

}  // namespace
}  // namespace dgacast

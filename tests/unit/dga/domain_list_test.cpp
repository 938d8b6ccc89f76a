// SPDX-License-Identifier: Apache-2.0
#include "dga/core/domain_list.h"

#include <doctest/doctest.h>

#include <string>

namespace dgacast {

TEST_CASE("a list keeps names in their order, empty ones too") {
  DomainList names;
  CHECK(names.empty());
  names.add("one.example");
  names.end();
  names.put("two");
  names.put('.');
  std::memcpy(names.extend(7), "example", 7);
  names.end();
  REQUIRE(names.size() == 3);
  CHECK(names[0] == "one.example");
  CHECK(names[1].empty());
  CHECK(names[2] == "two.example");
  CHECK(names.text_size() == 22);
}

TEST_CASE("a part of a list is appended to another, empty names too") {
  DomainList names, empty, part;
  for (const char* name : {"one.example", "", "two.example", "three.example", ""}) names.add(name);
  empty.end();
  part.append(names, 2, 2);
  CHECK(part.empty());
  part.append(empty, 0, 1);
  part.append(names, 1, 4);
  part.append(names, 0, 5);
  part.add("last.example");
  std::string text;
  for (std::size_t i = 0; i < part.size(); ++i) text.append(part[i]).append(1, ' ');
  CHECK(text == "  two.example three.example one.example  two.example three.example  last.example ");
}

TEST_CASE("growing, clearing and shrinking change no name") {
  DomainList names;
  for (int round = 0; round < 2; ++round) {
    for (int i = 0; i < 5000; ++i) names.add(std::to_string(i) + ".example");
    REQUIRE(names.size() == 5000);
    names.shrink();
    for (int i = 0; i < 5000; ++i) REQUIRE(names[static_cast<std::size_t>(i)] == std::to_string(i) + ".example");
    names.clear();
    CHECK(names.empty());
    CHECK(names.text_size() == 0);
  }
}

}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
// What a feed has published, in a file that a kill or a power cut may have spoilt; names and numbers of issues.
#include <doctest/doctest.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "blocklists/feed/feed_floor.h"
#include "blocklists/feed/feed_folder.h"
#include "dga/core/issue.h"

namespace dgacast {
namespace {

using Serials = std::map<std::string, std::uint32_t>;

class Scratch {
 public:
  Scratch() {
    std::string name = (std::filesystem::temp_directory_path() / "dgacast-floor-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    folder_ = name;
  }
  ~Scratch() {
    std::error_code error;
    std::filesystem::remove_all(folder_, error);
  }
  std::string file(const std::string& text) const {
    const std::string path = (folder_ / "lock").string();
    std::ofstream{path} << text;
    return path;
  }

 private:
  std::filesystem::path folder_;
};

std::string text_of(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream{path}.rdbuf();
  return text.str();
}

}  // namespace

TEST_CASE("what was published rises, and serials by their own arithmetic") {
  Published published;
  published.raise(7);
  published.raise(3);
  published.raise("zone", 0xFFFF'FFF0);
  published.raise("zone", 5);  // past the end of the sequence space: newer
  published.raise("zone", 4);
  published.raise(Published{6, {{"zone", 0xFFFF'FFFF}, {"rows", 1}}});
  CHECK(published.number == 7);
  CHECK(published.serials == Serials{{"rows", 1}, {"zone", 5}});
}

TEST_CASE("the floor is read back, and a shorter one replaces a longer one") {
  const Scratch scratch;
  const std::string path = scratch.file("");
  const std::array two{Published{3, {{"zone", 10}, {"gone", 20}}}, Published{4, {{"zone", 11}}}};
  write_floor(path, two);
  const Published floor = read_floor(path, std::nullopt);
  CHECK(floor.number == 4);
  CHECK(floor.serials == Serials{{"gone", 20}, {"zone", 11}});
  CHECK(read_floor(path, 4).number == 3);
  CHECK(read_floor(path, 4).serials.at("zone") == 10);
  write_floor(path, std::span{two}.first(1));
  CHECK(read_floor(path, std::nullopt).number == 3);
  CHECK(text_of(path) == "{\"number\":3,\"serials\":{\"gone\":20,\"zone\":10}}\n");
}

TEST_CASE("lines of a floor that cannot be read are passed over") {
  const Scratch scratch;
  const Serials ten{{"zone", 10}};
  const std::string good = R"({"number":3,"serials":{"zone":10}})";
  for (const std::string& text :
       {"\n" + good, good.substr(4) + "\n" + good + "\n" + good.substr(0, 20), "{}\n[]\n7\n\"\"\n" + good,
        R"({"number":4294967296,"serials":{}})" + std::string("\n") + good,
        R"({"number":-1,"serials":{}})" + std::string("\n") + good,
        R"({"number":9,"serials":[]})" + std::string("\n") + good, std::string("\0\0\xff\n", 4) + good}) {
    const Published floor = read_floor(scratch.file(text), std::nullopt);
    CHECK_MESSAGE(floor.number == 3, text);
    CHECK_MESSAGE(floor.serials == ten, text);
  }
  CHECK(read_floor(scratch.file(""), std::nullopt).number == 0);
  CHECK(read_floor(scratch.file(R"({"number":3,"serials":{"zone":"x","rows":1.5,"a":-1}})"), std::nullopt)
            .serials.empty());
  CHECK_THROWS_AS(read_floor("/no/such/file", std::nullopt), InputError);
}

TEST_CASE("names of issues") {
  CHECK(issue_number("00000012-2026-11-24") == 12);
  CHECK(issue_number("99999999-2026-11-24") == 99'999'999);
  for (const char* const name :
       {"", "1", "00000012", "00000012-2026-11-2x", "0000001x-2026-11-24", "100000000-2026-11-24",
        "99999999-xxxxxxxxxx", "00000012_2026-11-24", "00000012-2026-11-24x", ".0000012-2026-11-24"})
    CHECK_MESSAGE(!issue_number(name), name);
  CHECK(issue_id(12, "2026-11-24") == "00000012-2026-11-24");
  CHECK(issue_id(99'999'999, "2026-11-24") == "99999999-2026-11-24");
  CHECK_THROWS_AS(issue_id(100'000'000, "2026-11-24"), InputError);
}

}  // namespace dgacast

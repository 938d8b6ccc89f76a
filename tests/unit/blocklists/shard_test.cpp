// SPDX-License-Identifier: Apache-2.0
// Shards that somebody made by hand: checksums are right, and nothing else is.
#include <doctest/doctest.h>
#include <unistd.h>

#include <cstdio>
#include <functional>
#include <string>

#include "blocklists/engine/shard.h"
#include "dga/core/leb128.h"
#include "tests/fuzz/shard_file.h"

namespace dgacast {
namespace {

class Text final : public Output {
 public:
  void write(std::string_view octets) override { text.append(octets); }
  std::string text;
};

/// A file that is gone with its object.
class TemporaryFile {
 public:
  explicit TemporaryFile(std::string_view text) {
    const int descriptor = ::mkstemp(path_.data());
    REQUIRE(::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size()));
    ::close(descriptor);
  }
  ~TemporaryFile() { std::remove(path_.c_str()); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_ = "/tmp/dgacast-shard.XXXXXX";
};

const Catalogue& catalogue() {
  static const Catalogue kCatalogue = Catalogue::builtin();
  return kCatalogue;
}

ShardPlan tofsee() {
  return {.seeds = {{"tofsee", "main", {}}},
          .horizon = {midnight(2026, 1, 1), midnight(2026, 1, 22)},
          .builtin = catalogue().digest(),
          .catalogue = catalogue().digest(),
          .observation = {},
          .imports = {}};
}

/// The one shard of tofsee().
std::string whole_shard() {
  const Plan plan = plan_of(tofsee(), catalogue(), nullptr, "");
  const PublicSuffixes suffixes;
  const NameFilter filter{suffixes};
  const Collection names = collect(plan, filter, {.provenance = true}, {.threads = 1});
  Text text;
  ShardFacts facts;
  facts.plan = tofsee();
  write_shard(plan, names, facts, text, {});
  return std::move(text.text);
}

/// All names with their number of sources, or what was said against the shard.
std::string merged(const std::string& shard) {
  const TemporaryFile file{shard};
  try {
    ShardSet shards{{file.path()}};
    const Plan plan = plan_of(shards.facts().plan, catalogue(), nullptr, "");
    const Collection names = std::move(shards).open(plan, {}, {.threads = 1});
    std::string all;
    names.visit([&](std::span<const Entry> entries) {
      for (const Entry& entry : entries) {
        all.append(entry.domain).append(" ").append(std::to_string(entry.sources.size())).append("\n");
      }
    });
    return all;
  } catch (const InputError& error) {
    return error.issue().what;
  }
}

std::string changed(const std::function<void(ShardFile&)>& change) {
  static const std::string kWhole = whole_shard();
  ShardFile shard{kWhole};
  change(shard);
  return merged(shard.sealed());
}

/// A shard with one block of such bytes.
std::string with_block(const std::string& block, std::uint64_t names, const std::string& beginning) {
  return changed([&](ShardFile& shard) {
    shard.blocks = block;
    shard.index.clear();
    append_leb128(shard.index, 1);
    append_leb128(shard.index, block.size());
    append_leb128(shard.index, names);
    shard.index.append(4, '\0');
    shard.index.push_back(static_cast<char>(beginning.size()));
    shard.index += beginning;
  });
}

std::string entry(std::size_t same, const std::string& rest, const std::string& places) {
  return std::string{static_cast<char>(same), static_cast<char>(rest.size())} + rest + places;
}

const std::string kPlace{"\1\0\0\0", 4};  // one: list 0, no more, index 0
const char* const kForeign = "holds what dgacast does not write into shards at byte 0";

TEST_CASE("a shard is read back as it was written, sealed again or not") {
  const std::string names = merged(whole_shard());
  CHECK(names.size() > 500);
  CHECK(changed([](ShardFile&) {}) == names);
  CHECK(with_block(entry(0, "aaa.com", kPlace) + entry(1, "b.com", kPlace), 2, "aaa") == "aaa.com 1\nab.com 1\n");
}

TEST_CASE("blocks that no run holds are refused") {
  const std::string first = entry(0, "aaa.com", kPlace);
  const std::string longest(255, 'a');
  SUBCASE("shared and new bytes beyond a name") {
    CHECK(with_block(entry(0, longest, kPlace) + entry(255, longest, kPlace), 2, "aaa") == kForeign);
    CHECK(with_block(entry(9, "aaa.com", kPlace), 1, "aaa") == kForeign);
    CHECK(with_block(first + entry(8, "b.com", kPlace), 2, "aaa") == kForeign);
  }
  SUBCASE("more or fewer names than are there") {
    CHECK(with_block(first + first, 1, "aaa") == kForeign);
    CHECK(with_block(first, 2, "aaa") == kForeign);
    CHECK(with_block(first, 3, "aaa") == "its index is not one that dgacast writes");
    CHECK(with_block(first + std::string(30, '\0'), 4, "aaa") == kForeign);
  }
  SUBCASE("text that is not a host name") {
    for (const std::string name : {"aaa\n.com", "aaa", "aaa..com", "aaa.com ", "AAA.com", "a\x1b[1m.com"})
      CHECK(with_block(entry(0, name, kPlace), 1, name.substr(0, 1)) == kForeign);
  }
  SUBCASE("names out of order or of another block") {
    CHECK(with_block(first + entry(0, "aaa.com", kPlace), 2, "aaa") == kForeign);
    CHECK(with_block(entry(0, "bbb.com", kPlace) + entry(0, "aaa.com", kPlace), 2, "bbb") == kForeign);
    CHECK(with_block(first, 1, "b") == kForeign);
  }
  SUBCASE("places that the plan does not have") {
    const auto place = [](std::uint64_t count, std::uint64_t list, std::uint64_t more, std::uint64_t index) {
      std::string text;
      for (const std::uint64_t number : {count, list, more, index}) append_leb128(text, number);
      return text;
    };
    CHECK(with_block(entry(0, "aaa.com", place(1, 1, 1, 0)), 1, "aaa") == "aaa.com 1\n");  // of three weeks
    CHECK(with_block(entry(0, "aaa.com", place(1, 3, 0, 0)), 1, "aaa") == kForeign);
    CHECK(with_block(entry(0, "aaa.com", place(1, 0, 3, 0)), 1, "aaa") == kForeign);
    CHECK(with_block(entry(0, "aaa.com", place(1, 1, 0xFFFF'FFFF, 0)), 1, "aaa") == kForeign);
    CHECK(with_block(entry(0, "aaa.com", place(1, 0, 0, 1ULL << 32)), 1, "aaa") == kForeign);
    CHECK(with_block(entry(0, "aaa.com", place(0, 0, 0, 0)), 1, "aaa") == kForeign);
    CHECK(with_block(entry(0, "aaa.com", place(0xFFFF'FFFF, 0, 0, 0)), 1, "aaa") == kForeign);
    CHECK(with_block(entry(0, "aaa.com", std::string(9, '\xFF')), 1, "aaa") == kForeign);
  }
}

TEST_CASE("an index with any byte changed is refused, or leads to blocks that are") {
  const ShardFile whole{whole_shard()};
  for (std::size_t at = 0; at < whole.index.size(); ++at) {
    for (const char byte : {'\0', '\x7F', '\xFF'}) {
      changed([&](ShardFile& shard) { shard.index[at] = byte; });
      changed([&](ShardFile& shard) { shard.index.insert(at, 1, byte); });
    }
  }
}

TEST_CASE("what a shard tells of itself is its keys, and no other") {
  const char* const wrong = "does not tell what a shard has to tell";
  const auto with = [](const std::string& from, const std::string& to) {
    return changed([&](ShardFile& shard) {
      const auto at = shard.json.find(from);
      REQUIRE(at != std::string::npos);
      shard.json.replace(at, from.size(), to);
    });
  };
  CHECK(with("{\"count\":1", "{\"arguments\":[\"vidro\",\"-o\",\"chosen\"],\"count\":1") == wrong);
  CHECK(with("{\"count\":1", "{\"plugin\":\"absent.so\",\"count\":1") == wrong);
  CHECK(with("\"seed\":\"main\"", "\"seed\":\"main\",\"plugin\":\"absent.so\"") == wrong);
  CHECK(with("\"count\":1", "\"count\":\"1\"") == wrong);
  CHECK(with("\"count\":1", "\"count\":-1") == wrong);
  CHECK(with("\"number\":1", "\"number\":2") == wrong);
  CHECK(with("\"count\":1", "\"count\":4294967296") == wrong);
  CHECK(with("\"faults\":[0", "\"faults\":[0,0") == wrong);
  CHECK(with("\"from\":1767225600", "\"from\":-1") == wrong);
  CHECK(with("\"until\":1769040000", "\"until\":99999999999") == wrong);
  CHECK(with("\"registrable\":false", "\"registrable\":0") == wrong);
  CHECK(with("\"seed\":\"main\"", "\"seed\":\"mian\"") != wrong);
  CHECK(with("\"from\":1767225600", "\"from\":1767225601") != wrong);
  CHECK(with("\"from\":1767225600", "\"from\":1000000000") ==
        "its plan is not the one that its seeds, dates and files make");
}

TEST_CASE("LEB128 ends at its end, and at 64 bits") {
  for (const std::uint64_t number : {std::uint64_t{0}, std::uint64_t{127}, std::uint64_t{128}, std::uint64_t{1} << 32,
                                     std::uint64_t{1} << 63, ~std::uint64_t{0}}) {
    std::string text;
    append_leb128(text, number);
    const char* at = text.data();
    CHECK(read_leb128(at, text.data() + text.size()) == number);
    CHECK(at == text.data() + text.size());
    at = text.data();
    CHECK_FALSE(read_leb128(at, text.data() + text.size() - 1));
    at = text.data();
    if (number > 0) CHECK_FALSE(read_leb128(at, text.data() + text.size(), number - 1));
  }
  for (const std::string& text : {std::string(11, '\x80'), std::string(20, '\xFF'), std::string("\x80\x00", 2),
                                  std::string(9, '\xFF') + "\x02", std::string()}) {
    const char* at = text.data();
    CHECK_FALSE(read_leb128(at, text.data() + text.size()));
  }
}

}  // namespace
}  // namespace dgacast

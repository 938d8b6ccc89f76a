// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "blocklists/feed/delta.h"
#include "blocklists/feed/feed_config.h"
#include "blocklists/feed/serial.h"
#include "blocklists/sign/minisign.h"
#include "dga/core/seed_selection.h"

namespace dgacast {
namespace {

// Made by minisign 0.11: minisign -G -W; printf 'abc\n' >m; minisign -S -m m -t 'feed x issue 1'. Guards nothing.
constexpr std::string_view kPublic = "RWRs+jUykuqImdTyxYDtO2H+M2Z0hKzW/QNT0/TOw1vErTxyjt04fewL";
constexpr std::string_view kSecret =
    "untrusted comment: minisign encrypted secret key\n"
    "RWQAAEIyAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAbPo1MpLqiJnqJCRa6ZLeOJnR9y8nmrl1FeWPBRbp1/"
    "A+2rKB7FRsm9TyxYDtO2H+M2Z0hKzW/QNT0/TOw1vErTxyjt04fewLAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n";
constexpr std::string_view kSignature =
    "RURs+jUykuqImYRgNcNTKR09JJGfU2n/Hh2VGTcyL/vp1IbPZMgS+Q0M8/6sK+v+zs7YxcJ5uKJfvunDLlSNHnTWTGTLN2WeWwQ=";
constexpr std::string_view kGlobal =
    "TKjmFUFOCrflnPQtI7scGMKGvR6tDnEYI0XdQYeSxZquTb64Hb/SfvAYtT0Sk3M1PPxLXAt5MB7BA7VHibERCg==";

struct Difference {
  Move move;
  std::string row;
  bool operator==(const Difference&) const = default;
};

std::vector<Difference> differences(std::string_view before, std::string_view after, DeltaCounts& counts) {
  std::vector<Difference> all;
  counts = compare_records(std::make_unique<MemoryInput>(before), std::make_unique<MemoryInput>(after),
                           [&](Move move, std::string_view row) {
                             all.push_back({move, std::string(row)});
                           });
  return all;
}

}  // namespace

TEST_CASE("a serial never goes back in the arithmetic of RFC 1982") {
  CHECK(newer_serial(1, 0));
  CHECK_FALSE(newer_serial(0, 0));
  CHECK_FALSE(newer_serial(0, 1));
  CHECK(newer_serial(0, 0xFFFF'FFFF));
  CHECK(newer_serial(0x7FFF'FFFF, 0));
  CHECK_FALSE(newer_serial(0x8000'0000, 0));  // undefined there: no server need take it
  CHECK(next_serial(std::nullopt, 1795392000) == 1795392000);
  CHECK(next_serial(1795392000, 1795478400) == 1795478400);
  CHECK(next_serial(1795478400, 1795478400) == 1795478401);  // a second issue of a day
  CHECK(next_serial(1795478400, 1795392000) == 1795478401);  // a clock that was set back
  CHECK(next_serial(0xFFFF'FFFF, 0xFFFF'FFF0) == 0);
  CHECK(date_serial(midnight(2026, 11, 23)) == 2026112300);
  // From dates to Unix time: it would look like going back.
  CHECK(next_serial(2026112300, 1795478400) == 2026112301);
  CHECK(next_serial(1795478400, 2026112400) == 2026112400);
}

TEST_CASE("a delta tells each name once, in order") {
  DeltaCounts counts;
  const auto all =
      differences("domain,x\na.cn,1\na.com,1\nb.cn,1\nd.cn,1\n", "domain,x\na.cn,1\nb.cn,2\nc.cn,1\nd.cn,1\n", counts);
  CHECK(all == std::vector<Difference>{{Move::release, "a.com,1"}, {Move::change, "b.cn,2"}, {Move::add, "c.cn,1"}});
  CHECK(counts.added == 1);
  CHECK(counts.released == 1);
  CHECK(counts.changed == 1);
  CHECK(counts.before == 4);
  CHECK(counts.after == 4);
}

TEST_CASE("a name that another begins with keeps its place although ',' stands before '.'") {
  DeltaCounts counts;
  CHECK(differences("domain,x\na.co,1\na.co-b.cn,1\na.co.cn,1\n", "domain,x\na.co,2\na.co.cn,1\n", counts) ==
        std::vector<Difference>{{Move::change, "a.co,2"}, {Move::release, "a.co-b.cn,1"}});
}

TEST_CASE("records that are empty or not there") {
  DeltaCounts counts;
  CHECK(differences("", "domain\n", counts).empty());
  CHECK(differences("", "", counts).empty());
  CHECK(differences("", "domain\na.cn\n", counts) == std::vector<Difference>{{Move::add, "a.cn"}});
  CHECK(differences("domain\na.cn\n", "domain\n", counts) == std::vector<Difference>{{Move::release, "a.cn"}});
  CHECK(counts.after == 0);
}

TEST_CASE("our signature is that of minisign") {
  const MinisignSecretKey key{kSecret, "k"};
  const std::string signature = key.sign("abc\n", "feed x issue 1");
  CHECK(signature == "untrusted comment: signature from dgacast, key " + key.id() + "\n" + std::string(kSignature) +
                         "\ntrusted comment: feed x issue 1\n" + std::string(kGlobal) + "\n");
  CHECK_FALSE(check_minisign("abc\n", signature, kPublic, "p").has_value());
  CHECK(check_minisign("abd\n", signature, kPublic, "p") == "the signature does not fit");
  std::string comment = signature;
  comment.replace(comment.find("issue 1"), 7, "issue 2");
  CHECK(check_minisign("abc\n", comment, kPublic, "p") == "the signature does not fit its trusted comment");
  CHECK(check_minisign("abc\n", "x", kPublic, "p") == "the signature is no signature of minisign");
  CHECK_THROWS_AS(check_minisign("abc\n", signature, "x", "p"), InputError);
}

TEST_CASE("a damaged secret key is found before it signs") {
  std::string damaged(kSecret);
  const auto at = damaged.find('\n') + 100;
  damaged[at] = damaged[at] == 'A' ? 'B' : 'A';
  CHECK_THROWS_AS((MinisignSecretKey{damaged, "k"}), InputError);
  CHECK_THROWS_AS((MinisignSecretKey{"", "k"}), InputError);
}

TEST_CASE("patterns choose families and seeds") {
  const Catalogue catalogue = Catalogue::builtin();
  const auto count = [&](const std::string& pattern) {
    return select_seeds(catalogue, {.families = {{pattern, "w"}}}).seeds.size();
  };
  CHECK(count("chinad") == 1);
  CHECK(count("CHINAD/*") == 1);
  CHECK(count("conficker_*") >= 3);
  CHECK(count("Conficker") == count("conficker_*"));
  CHECK(count("m0yv") < count("m0yv*"));  // an id is that family alone, though it is the malware of another too
  CHECK(count("*") > 100);
  CHECK_THROWS_AS(count("chinat"), InputError);
  CHECK_THROWS_AS(count("zz*"), InputError);
  CHECK_THROWS_AS(count("chinad/zz*"), InputError);
}

TEST_CASE("a feed's output is a file, or a folder when it is split or of several documents") {
  const FeedConfig config = parse_feed_config(
      R"({"feed": "f", "folder": "o", "outputs": [{"name": "a", "format": "csv", "tlds": ["cn"], "compress": "zstd"},
          {"name": "b", "format": "csv", "split": "suffix"}, {"name": "c", "format": "misp"}]})",
      "c.json");
  REQUIRE(config.outputs.size() == 3);
  CHECK(config.outputs[0].file_name() == "a.csv.zst");
  CHECK(config.outputs[1].file_name() == "b");
  CHECK(config.outputs[1].split == SplitKey::suffix);
  CHECK(config.outputs[2].is_folder());
}

}  // namespace dgacast

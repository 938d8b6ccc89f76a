// SPDX-License-Identifier: Apache-2.0
#include "blocklists/select/name_list.h"

#include <doctest/doctest.h>
#include <zlib.h>
#include <zstd.h>

#include <string>

#include "blocklists/select/collisions.h"
#include "dga/core/issue.h"

namespace dgacast {
namespace {

std::string gzip(std::string_view text) {
  std::string out(text.size() + 200, '\0');
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string zstandard(std::string_view text) {
  std::string out(ZSTD_compressBound(text.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), text.data(), text.size(), 3));
  return out;
}

/// Gives few octets at a time, as pipes do.
class SlowInput final : public Input {
 public:
  SlowInput(std::string_view text, std::size_t step) : memory_(text), step_(step) {}
  std::size_t read(char* place, std::size_t room) override { return memory_.read(place, std::min(room, step_)); }

 private:
  MemoryInput memory_;
  std::size_t step_;
};

/// "name name#rank name@date / UNUSABLE".
std::string listed(std::string_view text, ListKind kind = ListKind::allowed, std::size_t step = 1 << 20) {
  SlowInput input{text, step};
  std::string out;
  const ListReport report = read_name_list(input, "list", kind, [&](const ListedNames& names) {
    for (std::size_t i = 0; i < names.names.size(); ++i) {
      out.append(names.names[i]);
      if (names.ranks[i] > 0) out.append("#").append(std::to_string(names.ranks[i]));
      if (kind == ListKind::created) out.append("@").append(format_date(names.created[i]));
      out.push_back(' ');
    }
  });
  return out + "/ " + std::to_string(report.unusable);
}

std::string refusal(std::string_view text, ListKind kind = ListKind::allowed) {
  try {
    listed(text, kind);
  } catch (const InputError& error) {
    return error.what();
  }
  return "taken";
}

}  // namespace

TEST_CASE("the day that a list tells") {
  const auto day = [](std::string_view text) {
    SlowInput input{text, 7};
    const auto found = list_day(input, "list");
    return found ? format_date(*found) : "none";
  };
  CHECK(day("# popular names, 2026-11-18\na.com\n") == "2026-11-18");
  CHECK(day("\xEF\xBB\xBF; of 2026-02-30, mended 2026-03-01T10:00:00Z\n") == "2026-03-01");
  CHECK(day("# build 12026-11-18, 2026-11-180\n\n# 2026-11-19\n# 2026-11-20\na.com\n") == "2026-11-19");
  CHECK(day("a.com\n# 2026-11-18\n") == "none");
  CHECK(day("domain,created\na.com,2026-11-18\n") == "none");
  CHECK(day("") == "none");
  CHECK(day(R"({"list": ["a.com"], "name": {"version": 20250101}, "version": 20260811})") == "2026-08-11");
  CHECK(day(R"({"list": [20250101, {"version": 20250101}], "version": 10})") == "none");
  CHECK(day(R"({"version": 20261311, "list": []})") == "none");
  CHECK(day(R"({"version": "20260811", "list": []})") == "none");
  CHECK(day(R"({"version": 20260811, "list": [)") == "none");  // who reads the names will say that it is broken
}

TEST_CASE("every form of a list, however it comes") {
  struct Row {
    std::string_view text, names;
    ListKind kind = ListKind::allowed;
  };
  const Row rows[] = {
      // plain
      {"a.com\nB.Example.ORG.\n", "a.com b.example.org / 0"},
      {"# names\r\n\r\n*.a.com # wild\r\n.b.com\r\ncom\r\n192.0.2.1\r\na b.com\r\n_dmarc.c.com",
       "a.com b.com _dmarc.c.com / 3"},
      {"\xEF\xBB\xBF"
       "a.com\n",
       "a.com / 0"},
      {"\xE5\x85\xAC\xE5\x8F\xB8.cn\n\xFF\xFF.cn\n", "xn--55qx5d.cn / 1"},
      // Tranco, Umbrella
      {"1,google.com\r\n2,Mail.RU\r\n3,com\r\n", "google.com#1 mail.ru#2 / 1"},
      // Majestic
      {"GlobalRank,TldRank,Domain,TLD,RefSubNets\n1,1,google.com,com,500\n7,2,\"cnn.com\",com,400\n",
       "google.com#1 cnn.com#7 / 0"},
      // other tables with a header
      {"domain\na.com\nb.com\n", "a.com b.com / 1"},
      {"Domain,Categories\na.com,x\nb.com,\n", "a.com b.com / 0"},
      // MISP
      {R"({"name":"n","list":["a.com","b.com.",".c.com","10.0.0.0/8"],"type":"hostname","version":1})",
       "a.com b.com c.com / 1"},
      {"{\n \"matching_attributes\": [\"domain\", \"x.example\"],\n \"list\": [\n  \"a.com\"\n ]\n}\n", "a.com / 0"},
      // dates
      {"a.com,2007-05-15\nb.com,2019-01-02T03:04:05Z\nc.com,\n", "a.com@2007-05-15 b.com@2019-01-02 / 1",
       ListKind::created},
      {"created,domain\n2001-02-03,a.com\n", "a.com@2001-02-03 / 0", ListKind::created},
      // names that a registry holds
      {"a.com\nb.com\n", "a.com b.com / 0", ListKind::registered},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    CHECK(listed(row.text, row.kind) == row.names);
    CHECK(listed(row.text, row.kind, 1) == row.names);
    CHECK(listed(gzip(row.text), row.kind) == row.names);
    CHECK(listed(gzip(row.text), row.kind, 1) == row.names);
    CHECK(listed(zstandard(row.text), row.kind) == row.names);
    CHECK(listed(zstandard(row.text), row.kind, 1) == row.names);
  }
}

TEST_CASE("a zone in master-file form gives its owners") {
  const std::string_view zone =
      "$TTL 900\n"
      "$ORIGIN cn.\n"
      "@ 900 IN SOA a.dns.cn. root.cnnic.cn. ( 2026112400 ; serial\n"
      "   7200 3600\n"
      "x 5 )\n"
      "  IN NS a.dns.cn.\n"
      "example 86400 IN NS ns1.example\n"
      "        86400 IN NS ns2.example\n"
      "ns1.example IN 86400 A 192.0.2.1\n"
      "Upper 1h30m NS ns.elsewhere.com.\n"
      "absolute.cn. NS ns.elsewhere.com.\n"
      "text TXT \"a ( b ; c\" ; no open parenthesis\n"
      "after NS x.\n"
      "3GHK51GBNNN1Q1L2IUB3SNQ6E9Q3QKAB NSEC3 1 0 0 - 4 NS\n"
      "3GHK51GBNNN1Q1L2IUB3SNQ6E9Q3QKAB RRSIG NSEC3 8 2 900 20261224 20261124 1 cn. AAAA\n"
      "signed DS 1 8 2 00\n"
      "a\\.b NS x.\n"
      "$ORIGIN com.cn.\n"
      "deeper NS x.\n";
  const std::string_view names =
      "example.cn ns1.example.cn upper.cn absolute.cn text.cn after.cn signed.cn deeper.com.cn / 1";
  CHECK(listed(zone, ListKind::registered) == names);
  CHECK(listed(gzip(zone), ListKind::registered, 1) == names);
  // as a transfer prints it: no directive, all names absolute
  CHECK(listed("cn. 900 in soa a. b. 1 2 3 4 5\ncn. 900 in ns a.\nexample.cn. 900 in ns b.\n", ListKind::registered) ==
        "example.cn / 0");
  CHECK(refusal("example NS b.\n", ListKind::registered) ==
        "list:1: the owner 'example' is relative, and no $ORIGIN came before it; put a line '$ORIGIN TLD.' at the top");
  CHECK(refusal("$ORIGIN cn\n", ListKind::registered) == "list:1: $ORIGIN 'cn' has no final dot; write the whole name");
  CHECK(refusal("$ORIGIN cn.\na NS b.\n$INCLUDE more\n", ListKind::registered) ==
        "list:3: '$INCLUDE' is not followed here; write the zone out, with named-compilezone for example");
  CHECK(refusal("$ORIGIN cn.\na IN\n", ListKind::registered) ==
        "list:2: is no record of a zone; give a zone in master-file form, or names only");
}

TEST_CASE("what is no list is refused with its line") {
  CHECK(refusal("") == "list: holds no name; give a list of names, one a line");
  CHECK(refusal("# nothing\n") == "list: holds no name; give a list of names, one a line");
  CHECK(refusal("com\n") == "list: holds no name; give a list of names, one a line");
  CHECK(refusal("{\"list\": [\"a.com\"") == "list: is not good JSON; give a MISP warning list, or names one a line");
  CHECK(refusal("{\"names\": [\"a.com\"]}") ==
        "list: is JSON without a \"list\" of names; give a MISP warning list, or names one a line");
  CHECK(refusal("a.com\n", ListKind::created) == "list:1: has no date; give lines of NAME,YYYY-MM-DD");
  CHECK(refusal("domain,when\na.com,2001-01-01\n", ListKind::created) ==
        "list:1: the header has no `created`; name the column of the dates so");
  CHECK(refusal("a.com,2001-01-01\nb.com,2001-13-01\n", ListKind::created).starts_with("list:2: "));
  CHECK(refusal(std::string(1 << 21, 'a')).starts_with("list:1: this line has more than 1,048,576 octets"));
  const std::string packed = gzip("1,a.com\n"), frame = zstandard("1,a.com\n");
  CHECK(refusal(packed.substr(0, packed.size() - 1)) == "list: the gzip data end too early; fetch the file anew");
  CHECK(refusal(frame.substr(0, frame.size() - 1)) == "list: the Zstandard data end too early; fetch the file anew");
  std::string broken = packed;
  broken[packed.size() - 6] = static_cast<char>(broken[packed.size() - 6] ^ 1);
  CHECK(refusal(broken) == "list: the gzip data are broken; fetch the file anew");
  CHECK_THROWS_AS(FileInput{"/nonexistent"}, InputError);
}

TEST_CASE("several members and frames are one text") {
  CHECK(listed(gzip("a.com\n") + gzip("b.com\n") + std::string(512, '\0')) == "a.com b.com / 0");
  CHECK(listed(zstandard("a.com\n") + zstandard("b.com\n"), ListKind::allowed, 1) == "a.com b.com / 0");
}

TEST_CASE("a long list unpacks to what it was") {
  std::string text, expected;
  for (int i = 0; i < 200'000; ++i) {
    const std::string number = std::to_string(i);
    text.append(number).append(".example.com\n");
    expected.append(number).append(".example.com ");
  }
  expected += "/ 0";
  CHECK((listed(text) == expected));
  CHECK((listed(gzip(text)) == expected));
  CHECK((listed(zstandard(text)) == expected));
}

TEST_CASE("lists speak of the candidates only, exactly, and of names above theirs") {
  Collisions collisions;
  for (const std::string_view name : {"pushover.net", "example.co.uk", "quiet.com"}) collisions.expect(name);
  std::string many = "90000,api.pushover.net\n47182,PushOver.net\n99000,pushover.net\n7,xpushover.net\n8,net\n";
  for (int i = 0; i < 100'000; ++i) many.append("1,other").append(std::to_string(i)).append(".com\n");
  MemoryInput ranks{many}, plain{"www.a.example.co.uk\npushover.net\n"},
      dates{"pushover.net,2012-03-01\nwww.pushover.net,2011-01-01\n"};
  CHECK(collisions.read(ranks, "ranks.csv", "ranks.csv", ListKind::allowed).names == 100'004);
  collisions.read(plain, "held.txt", "held.txt", ListKind::registered);
  collisions.read(dates, "dates.csv", "dates.csv", ListKind::created);
  const auto hits = collisions.hits("pushover.net");
  REQUIRE(hits.size() == 3);
  CHECK(hits[0].rank == 47182);
  CHECK(collisions.list_name(hits[0].list) == "ranks.csv");
  CHECK(hits[1].kind == ListKind::registered);
  CHECK(hits[1].rank == 0);
  CHECK(format_date(hits[2].created) == "2011-01-01");
  CHECK(collisions.hits("example.co.uk").size() == 1);
  CHECK(collisions.hits("quiet.com").empty());
}

}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
#include "blocklists/lists/name_list.h"

#include <doctest/doctest.h>
#include <zlib.h>
#include <zstd.h>

#include <string>

#include "blocklists/lists/collisions.h"
#include "blocklists/lists/created_date.h"
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

/// "name name#rank name@date *name / N bad, N addresses, ...": what is below a wildcard has a star.
std::string listed(std::string_view text, ListKind kind = ListKind::allowed, std::size_t step = 1 << 20) {
  SlowInput input{text, step};
  std::string out;
  const ListReport report = read_name_list(input, "list", kind, [&](const ListedNames& names) {
    for (std::size_t i = 0; i < names.names.size(); ++i) {
      if (names.below[i] != 0) out.push_back('*');
      out.append(names.names[i]);
      if (names.ranks[i] > 0) out.append("#").append(std::to_string(names.ranks[i]));
      if (kind == ListKind::created) out.append("@").append(format_date(names.created[i]));
      out.push_back(' ');
    }
  });
  out.push_back('/');
  const auto add = [&out](std::uint64_t count, std::string_view what) {
    if (count > 0) out.append(" ").append(std::to_string(count)).append(" ").append(what);
  };
  add(report.addresses, "addresses");
  add(report.labels, "labels");
  add(report.owners, "owners");
  add(report.undated, "undated");
  add(report.by_date, "by date");
  add(report.bad, "bad");
  for (const BadEntry& bad : report.shown) out.append(" {").append(bad.where).append(": ").append(bad.what).append("}");
  return out;
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

struct Row {
  std::string_view text, names;
  ListKind kind = ListKind::allowed;
};

TEST_CASE("every form of a list, however it comes") {
  const Row rows[] = {
      // plain
      {"a.com\nB.Example.ORG.\n", "a.com b.example.org /"},
      {"# names\r\n\r\n*.a.com # wild\r\n.b.com\r\ncom\r\n192.0.2.1\r\na.com b.com\r\n_dmarc.c.com",
       "*a.com *b.com a.com b.com _dmarc.c.com / 1 addresses 1 labels"},
      {"\xEF\xBB\xBF"
       "a.com\n",
       "a.com /"},
      {"\xE5\x85\xAC\xE5\x8F\xB8.cn\n\xFF\xFF.cn\n", "xn--55qx5d.cn / 1 bad {list:2: '\\xff\\xff.cn' is not a name}"},
      // Tranco, Umbrella
      {"1,google.com\r\n2,Mail.RU\r\n3,com\r\n4,unheardof\r\n", "google.com#1 mail.ru#2 / 2 labels"},
      {"1;google.com\n47182;pushover.net\n", "google.com#1 pushover.net#47182 /"},
      {"1\tgoogle.com\n2\tpushover.net\n", "google.com#1 pushover.net#2 /"},
      {"1|google.com\n2 pushover.net # c\n  3  a.com\n", "google.com#1 pushover.net#2 a.com#3 /"},
      {"\"1\",\"google.com\"\n\"a, b\",x\n\"c.com\" ; d\n",
       "google.com#1 c.com / 1 bad {list:2: '\"a, b\",x' is not a name}"},
      // Majestic
      {"GlobalRank,TldRank,Domain,TLD,RefSubNets\n1,1,google.com,com,500\n7,2,\"cnn.com\",com,400\n",
       "google.com#1 cnn.com#7 /"},
      // other tables with a header
      {"domain\na.com\nb.com\n", "a.com b.com /"},
      {"Domain,Categories\na.com,x\nb.com,\n,\n", "a.com b.com /"},
      {"rank,name\n1,google.com\n47182,pushover.net\n", "google.com#1 pushover.net#47182 /"},
      {"hostname\na.com\n", "a.com /"},
      {"# top\nRank;Host;Note\n1;a.com;x,y\n;b.com;\n", "a.com#1 b.com /"},
      {"fqdn\trank\na.com\t5\n", "a.com#5 /"},
      {"origin,rank\nhttps://www.google.com,1000\nhttps://b.com:8443,5000\n", "www.google.com#1000 b.com#5000 /"},
      {"name,domain\n\"Google, Inc.\",google.com\n", "google.com /"},
      {"domain,rank\na.com,1\nrank,domain\n2,b.com\n", "a.com#1 b.com#2 /"},  // two lists, one behind the other
      {"rank,domain\n1,a.com\n2\n", "a.com#1 / 1 bad {list:3: '2' is not a name}"},
      {"Rang,Seite\n1,a.com\n", "a.com#1 / 1 bad {list:1: 'Rang,Seite' is not a name}"},
      // columns behind a name; a second name is exempted too
      {"a.com,news\nb.com, c.org ,3\nd.com,e.notatld\n", "a.com b.com c.org d.com /"},
      // hosts files
      {"127.0.0.1 localhost\n::1 localhost ip6-loopback\n0.0.0.0 google.com\n0.0.0.0\tpushover.net # app\n"
       "127.0.0.1 a.com b.com\n192.168.1.9 printer\nfe80::1%lo0 localhost\n",
       "google.com pushover.net a.com b.com / 5 labels"},
      {"0.0.0.0 a.com ?.com\n0.0.0.0 b.com\n", "b.com / 1 bad {list:1: '0.0.0.0 a.com ?.com' is not a name}"},
      // ad blockers
      {"[Adblock Plus 2.0]\n! Title: mine\ngoogle.com\n@@||pushover.net^\n", "google.com *pushover.net /"},
      {"@@||a.com^$important\n@@||b.com^|\n@@||*.c.com^$client='x',dnstype=A ! why\n@@|https://d.com^\n@@e.com\n"
       "@@||f.com/path^\n@@||mooo.com\n",
       "*a.com *b.com *c.com d.com e.com *f.com *mooo.com /"},
      {"a.com\n||b.com^\n@@/ads/\n@@||c.*^\n@@||d.com^$badfilter\ne.com##.ad\n",
       "a.com / 5 bad {list:2: '||b.com^' is a rule that blocks, in a list that exempts} {list:3: '@@/ads/' is not a "
       "name} {list:4: '@@||c.*^' is not a name}"},
      {"! a\n[Adblock Plus 2.0]\na.com\n", "a.com /"},
      {"Rank,Domain,Rev.\n1,a.com,2.5\n", "a.com#1 /"},
      // comments
      {"// allow\n! x\n; y\ngoogle.com\npushover.net // the app\na.com#b\nb.com;c\nc.com ! d\nd.com\t; e\n",
       "google.com pushover.net a.com b.com c.com d.com /"},
      {"pushover.net the app\nb.com\n", "b.com / 1 bad {list:1: 'pushover.net the app' is not a name}"},
      {"google.com 4711\nb.com 2026-11-24 10:00\n- c.com\n* d.com\n", "google.com b.com c.com d.com /"},
      // URLs
      {"https://www.google.com/\nhttps://pushover.net/login\nhttp://u:p@a.com:80/?q\nb.com:443\nc.com/x\n"
       "https://192.0.2.1/\nhttp://[2001:db8::1]:80/\nd.com^\n",
       "www.google.com pushover.net a.com b.com c.com d.com / 2 addresses"},
      {"'a.com'\n\"b.com\"\n`c.com`\n+.d.com\n*.cn\n.gov.cn\n", "a.com b.com c.com *d.com *cn *gov.cn /"},
      // what names nobody
      {"a.com\n10.0.0.0/8\n2001:db8::/32\n::1\nlocalhost\nbroadcasthost\nnet\n", "a.com / 3 addresses 3 labels"},
      {"a.com\nb..com\npushover\n29\n*\n",
       "a.com / 4 bad {list:2: 'b..com' is not a name} {list:3: 'pushover' is not a name} {list:4: '29' is not a "
       "name}"},
      // MISP
      {R"({"name":"n","list":["a.com","b.com.",".c.com","10.0.0.0/8"],"type":"hostname","version":1})",
       "a.com b.com *c.com / 1 addresses"},
      {"{\n \"matching_attributes\": [\"domain\", \"x.example\"],\n \"list\": [\n  \"a.com\"\n ]\n}\n", "a.com /"},
      {R"(["a.com", "https://b.com/x", "?", ["c.com"]])", "a.com b.com / 1 bad {list: list[2]: '?' is not a name}"},
      // dates
      {"a.com,2007-05-15\nb.com,2019-01-02T03:04:05Z\nc.com,\n", "a.com@2007-05-15 b.com@2019-01-02 / 1 undated",
       ListKind::created},
      {"created,domain\n2001-02-03,a.com\n", "a.com@2001-02-03 /", ListKind::created},
      {"Domain Name;Creation Date\na.com;15-Aug-1996\n", "a.com@1996-08-15 /", ListKind::created},
      {"google.com,1997-09-15\nexample.net,before Aug-1996\npushover.net\t2007-05-15 # x\nb.com "
       "0000-00-00\nc.com|N/A\n",
       "google.com@1997-09-15 example.net@1996-07-31 pushover.net@2007-05-15 / 2 undated 1 by date", ListKind::created},
      {"a.com,2001-01-01\nb.com,2001-13-01\nc.com\n?,2001-01-01\n",
       "a.com@2001-01-01 / 3 bad {list:2: '2001-13-01' is not a date} {list:3: 'c.com' has no date} {list:4: "
       "'?,2001-01-01' is not a name}",
       ListKind::created},
      // names that a registry holds
      {"a.com\nb.com\n", "a.com b.com /", ListKind::registered},
      {"0.0.0.0 a.com\n", "a.com /", ListKind::registered},
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

TEST_CASE("dates of creation mean what they say") {
  const auto read = [](std::string_view text) -> std::string {
    UtcDay day;
    switch (parse_created(text, day)) {
      case CreatedDate::known:
        return format_date(day);
      case CreatedDate::by:
        return "by " + format_date(day);
      case CreatedDate::unknown:
        return "unknown";
      case CreatedDate::bad:
        return "bad";
    }
    return "";
  };
  for (const std::string_view text : {"1997-09-15",
                                      "1997/09/15",
                                      "1997.09.15",
                                      "19970915",
                                      "19970915040000",
                                      "15.09.1997",
                                      "15-Sep-1997",
                                      "15-sep-97",
                                      "15 September 1997",
                                      "Sep 15, 1997",
                                      "September 15th 1997",
                                      "Mon, 15 Sep 1997 04:00:00 GMT",
                                      "1997-Sep-15",
                                      "Mon Sep 15 04:00:00 UTC 1997",
                                      "15/09/1997",
                                      "09/15/1997",
                                      "97-09-15",
                                      "15.09.97",
                                      "1997-09-15T04:00:00Z",
                                      "1997-09-15 04:00:00",
                                      "1997-09-15+02:00",
                                      "1997-9-15",
                                      "874296000",
                                      "874296000000",
                                      "\"1997-09-15\"",
                                      "1997-09-15 (estimate)"}) {
    INFO(text);
    CHECK(read(text) == (text == "874296000000" ? "bad" : "1997-09-15"));
  }
  CHECK(read("1179187200") == "2007-05-15");
  CHECK(read("1179187200000") == "2007-05-15");
  CHECK(read("before Aug-1996") == "by 1996-07-31");
  CHECK(read("Before 2001") == "by 2000-12-31");
  CHECK(read("before 1996-08-01") == "by 1996-07-31");
  CHECK(read("prior to Aug 15, 1996") == "by 1996-08-14");
  CHECK(read("<1996") == "by 1995-12-31");
  CHECK(read("1996-00-00") == "by 1996-12-31");
  CHECK(read("1996-02-00") == "by 1996-02-29");
  CHECK(read("1996") == "by 1996-12-31");
  CHECK(read("Aug-1996") == "by 1996-08-31");
  CHECK(read("Aug 96") == "by 1996-08-31");
  CHECK(read("08/1996") == "by 1996-08-31");
  for (const std::string_view text : {"",
                                      " ",
                                      "N/A",
                                      "n.a.",
                                      "None",
                                      "null",
                                      "NULL",
                                      "-",
                                      "--",
                                      "?",
                                      "0000-00-00",
                                      "0",
                                      "0000-00-00 00:00:00",
                                      "0001-01-01",
                                      "1900-01-01",
                                      "1970-01-01",
                                      "1969-12-31T23:59:59Z",
                                      "unknown",
                                      "Not Available",
                                      "REDACTED FOR PRIVACY",
                                      "no date",
                                      "[not disclosed]"}) {
    INFO(text);
    CHECK(read(text) == "unknown");
  }
  for (const std::string_view text : {"2001-13-01", "2001-02-30", "05/06/2007", "soon", "1996-00-15", "2001-01-01x",
                                      "9999-01-01", "12:30", "Aug", "15-Foo-1996", "20011301", "1.2", "5", "before"}) {
    INFO(text);
    CHECK(read(text) == "bad");
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
      "example.cn ns1.example.cn upper.cn absolute.cn text.cn after.cn signed.cn deeper.com.cn / 1 owners";
  CHECK(listed(zone, ListKind::registered) == names);
  CHECK(listed(gzip(zone), ListKind::registered, 1) == names);
  // as a transfer prints it: no directive, all names absolute, comments around
  CHECK(listed("\n; <<>> DiG 9.18 <<>> @ns cn. AXFR\n;; global options: +cmd\ncn.\t900\tIN\tSOA a. b. 1 2 3 4 5\n"
               "cn. 900 in ns a.\nexample.cn. 900 in ns b. ; 1, 2\n;; Query time: 3 msec\n;; XFR size: 3 records\n",
               ListKind::registered) == "example.cn /");
  // comments between records, and commas in them, are no table
  CHECK(listed("$ORIGIN net.\n$TTL 900 ; a, b\n@ IN SOA a. b. 1 2 3 4 5\n; delegations, all\n\t; more\npushover NS "
               "ns1.a.com.\n",
               ListKind::registered) == "pushover.net /");
  CHECK(listed("net. 900 IN SOA a.b. n.c. ( 1796055340 ; serial, unix time\n 1800 900 604800 86400 )\n"
               "pushover.net. 172800 IN NS ns1.example.com.\n",
               ListKind::registered) == "pushover.net /");
  CHECK(listed("$ORIGIN cn.\na NS b.\n$ORIGIN com\nc TYPE65534 \\# 0\n", ListKind::registered) == "a.cn c.com.cn /");
  CHECK(refusal("example NS b.\n", ListKind::registered) ==
        "list:1: the owner 'example' is relative, and no $ORIGIN came before it; put a line '$ORIGIN TLD.' at the top");
  CHECK(refusal("$ORIGIN cn\n", ListKind::registered) == "list:1: $ORIGIN 'cn' has no final dot; write the whole name");
  CHECK(refusal("$ORIGIN cn.\na NS b.\n$INCLUDE more\n", ListKind::registered) ==
        "list:3: '$INCLUDE' is not followed here; write the zone out with: named-compilezone -f text -F text -o OUT "
        "ORIGIN FILE");
  CHECK(listed("$ORIGIN cn.\nb NS c.\na IN\n$FOO x\n", ListKind::registered) ==
        "b.cn / 2 bad {list:3: 'a IN' is not a record of a zone} {list:4: '$FOO' is not a directive of a zone}");
  CHECK(refusal("cn. SOA a. b. 1 2 3 4 5\na.cn. NS b.\n; Transfer failed.\n", ListKind::registered) ==
        "list:3: dig says that the transfer failed, so this is not the whole zone; transfer the zone again");
  CHECK(refusal("$TTL 900\n", ListKind::allowed) ==
        "list:1: this is a zone in master-file form; give zones as names that a registry holds, and names one a line "
        "here");
  CHECK(refusal(std::string_view{"\0\0\0\2\0\0\0\1k\r\242\336", 12}, ListKind::registered) ==
        "list: is a zone in BIND's raw format; convert it with: named-compilezone -f raw -F text -o OUT ORIGIN FILE");
}

TEST_CASE("what is no list is refused with its line") {
  CHECK(refusal("") == "list: holds no name; give a list of names, one a line");
  CHECK(refusal("# nothing\n") == "list: holds no name; give a list of names, one a line");
  CHECK(refusal("com\n") == "list: holds no name, but 1 single label; give a list of names, one a line");
  CHECK(refusal("10.0.0.0/8\n192.0.2.1\n") ==
        "list: holds no name, but 2 IP addresses; give a list of names, one a line");
  CHECK(refusal("what is this\nand this\n") ==
        "list:1: 'what is this' is not a name, and no other entry is; give a list of names, one a line");
  CHECK(refusal("a.com,N/A\n", ListKind::created) ==
        "list: holds no name, but 1 name without a date; give lines of NAME,YYYY-MM-DD");
  CHECK(refusal("{\"list\": [\"a.com\"") == "list: is not good JSON; give a MISP warning list, or names one a line");
  CHECK(refusal("{\"names\": [\"a.com\"]}") ==
        "list: is JSON without a \"list\" of names; give a MISP warning list, or names one a line");
  CHECK(refusal("a.com\n", ListKind::created) ==
        "list:1: 'a.com' has no date, and no other entry is; give lines of NAME,YYYY-MM-DD");
  CHECK(refusal("domain,when\na.com,2001-01-01\n", ListKind::created) ==
        "list:1: the header has no `created`; name the column of the dates so");
  CHECK(refusal(std::string(1 << 21, 'a')).starts_with("list:1: this line has more than 1,048,576 bytes"));
  const std::string packed = gzip("1,a.com\n"), frame = zstandard("1,a.com\n");
  CHECK(refusal(packed.substr(0, packed.size() - 1)) == "list: the gzip data end too early; fetch the file anew");
  CHECK(refusal(frame.substr(0, frame.size() - 1)) == "list: the Zstandard data end too early; fetch the file anew");
  std::string broken = packed;
  broken[packed.size() - 6] = static_cast<char>(broken[packed.size() - 6] ^ 1);
  CHECK(refusal(broken) == "list: the gzip data are broken; fetch the file anew");
  CHECK_THROWS_AS(FileInput{"/nonexistent"}, InputError);
}

TEST_CASE("several members and frames are one text") {
  CHECK(listed(gzip("a.com\n") + gzip("b.com\n") + std::string(512, '\0')) == "a.com b.com /");
  CHECK(listed(zstandard("a.com\n") + zstandard("b.com\n"), ListKind::allowed, 1) == "a.com b.com /");
}

TEST_CASE("a long list unpacks to what it was") {
  std::string text, expected;
  for (int i = 0; i < 200'000; ++i) {
    const std::string number = std::to_string(i);
    text.append(number).append(".example.com\n");
    expected.append(number).append(".example.com ");
  }
  expected += "/";
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

TEST_CASE("a wildcard above candidates means all of them, a bare public suffix none") {
  Collisions collisions;
  for (const std::string_view name : {"qwer.mooo.com", "bar.github.io", "x.gov.cn", "foo.dyn.example", "a.com"})
    collisions.expect(name);
  MemoryInput first{"bar.github.io\n*.mooo.com\ngithub.io\n.gov.cn\n*.example.org\n"}, second{"@@||github.io^\n*.cn\n"},
      third{"x.gov.cn\nqwer.mooo.com\n"};
  const ListReport report = collisions.read(first, "1", "1", ListKind::allowed);
  CHECK(report.names == 5);
  CHECK(report.suffixes == 1);
  CHECK(report.suffix == "github.io");
  CHECK(list_notes(report, "1") ==
        std::vector<std::string>{"1: 1 entry is a public suffix and exempts no name below it ('github.io'): write "
                                 "'*.github.io' to mean all names below"});
  collisions.read(second, "2", "2", ListKind::allowed);
  collisions.read(third, "3", "3", ListKind::registered);
  const auto lists = [&collisions](std::string_view name) {
    std::string out;
    for (const Hit& hit : collisions.hits(name)) out += collisions.list_name(hit.list);
    return out;
  };
  CHECK(lists("qwer.mooo.com") == "13");
  CHECK(lists("bar.github.io") == "12");
  CHECK(lists("x.gov.cn") == "123");
  CHECK(lists("other.gov.cn") == "12");
  CHECK(lists("foo.dyn.example").empty());
  CHECK(lists("a.com").empty());
}

}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <set>
#include <string>
#include <vector>

#include "blocklists/formats/format.h"
#include "blocklists/formats/text.h"
#include "dga/core/issue.h"

namespace dgacast {
namespace {

class MemoryOutput final : public Output {
 public:
  void write(std::string_view octets) override { text.append(octets); }
  std::string text;
};

}  // namespace

TEST_CASE("a sink keeps the order of parts of any size") {
  MemoryOutput output;
  Sink sink{output};
  std::string expected;
  for (std::size_t size = 0; size < 600'000; size = size * 3 + 1) {
    const std::string part(size, static_cast<char>('a' + size % 26));
    sink.put(std::string_view{part}, '|', std::uint64_t{size}, "\n");
    expected += part + "|" + std::to_string(size) + "\n";
  }
  sink.flush();
  CHECK((output.text == expected));
}

TEST_CASE("instants and strings as rows want them") {
  InstantText text;
  CHECK(text(midnight(2026, 11, 24)) == "2026-11-24T00:00:00Z");
  CHECK(text(kUnbounded.end) == "9999-12-31T23:59:59Z");
  MemoryOutput output;
  Sink sink{output};
  put_json_string(sink, "plain");
  put_json_string(sink, "a\"b\\c\n\xFF");
  sink.flush();
  CHECK(output.text == "\"plain\"\"a\\\"b\\\\c\\n\\ufffd\"");
}

TEST_CASE("the registry is sorted, complete and says what each format is") {
  std::string last;
  std::set<std::string_view> extensions;
  for (const Format* format : formats()) {
    const FormatFacts& facts = format->facts();
    CHECK(last < facts.id);
    last = facts.id;
    CHECK(&find_format(facts.id, "") == format);
    CHECK_FALSE(facts.summary.empty());
    CHECK(facts.extension.starts_with('.'));
    CHECK(extensions.insert(facts.extension).second);
  }
  CHECK_THROWS_WITH_AS(
      find_format("rzp", "--format"),
      "--format: unknown format 'rzp'; did you mean 'rpz'? the formats are bambenek, csv, hosts, "
      "intelmq, jsonl, netlab, plain, registry-csv, registry-jsonl, rpz, threatfox, dgarchive, epp-check, epp-create, "
      "epp-hold, misp, nomulus, srw-summary, srw-summary-json, stix",
      InputError);
}

TEST_CASE("every format writes what it was given, block by block") {
  const PublicSuffixes suffixes;
  ListInfo info;
  info.suffixes = &suffixes;
  CatalogueEntry entry;
  entry.id = "srizbi";
  const Seed seed = SeedBuilder{"srizbi", "one", {}}.build("");
  const Attribution sources[] = {{&entry, &seed, midnight(2026, 11, 24), midnight(2026, 11, 27), 3},
                                 {&entry, &seed, midnight(2026, 12, 24), midnight(2026, 12, 27), 0}};
  Entry first[] = {{"0a.co.uk", {sources, 1}}, {"b-c.cn", {sources, 2}}};
  Entry second[] = {{"xn--55qx5d.biz", {sources + 1, 1}}};
  Collisions collisions;
  for (const std::string_view name : {"0a.co.uk", "b-c.cn", "xn--55qx5d.biz"}) collisions.expect(name);
  MemoryInput ranks{"5,b-c.cn\n"}, dates{"b-c.cn,2001-02-03\n"};
  collisions.read(ranks, "top, \"1\".csv", "", ListKind::allowed);
  collisions.read(dates, "whois.csv", "", ListKind::created);
  entry.first_seen = "2007";
  entry.verified = "by a test";
  entry.alphabet = "a-z0-9";
  Assessor assessor{suffixes, TldFacts::builtin(), &collisions};
  std::vector<Assessment> assessments;
  assessments.reserve(3);
  for (Entry* one : {&first[0], &first[1], &second[0]})
    one->assessment = &assessments.emplace_back(assessor.assess(one->domain, one->sources));
  const auto written = [&](std::string_view id) {
    MemoryOutput output;
    Sink sink{output};
    Drops drops;
    const Format& format = find_format(id, "");
    format.begin(info, sink);
    format.add(info, first, sink, drops);
    format.add(info, second, sink, drops);
    format.end(info, 3, sink);
    sink.flush();
    return output.text;
  };
  CHECK(written("plain") == "0a.co.uk\nb-c.cn\nxn--55qx5d.biz\n");
  CHECK(written("hosts") == "0.0.0.0 0a.co.uk\n0.0.0.0 b-c.cn\n0.0.0.0 xn--55qx5d.biz\n");
  CHECK(written("csv") ==
        "domain,tld,public_suffix,family,seed,valid_from,valid_until,index,registrable,suffix,actor,flags,risk,"
        "confidence,reasons,evidence,sources\n"
        "0a.co.uk,uk,co.uk,srizbi,one,2026-11-24T00:00:00Z,2026-11-27T00:00:00Z,3,0a.co.uk,co.uk,registry,,1.000000,45,"
        "likely_taken|short_label,,1\n"
        "b-c.cn,cn,cn,srizbi,one,2026-11-24T00:00:00Z,2026-11-27T00:00:00Z,3,b-c.cn,cn,registry,,1.000000,0,"
        "allowed|older_than_family|older_than_window|likely_taken|short_label,"
        "\"top, \"\"1\"\".csv#5|whois.csv@2001-02-03\",2\n"
        "xn--55qx5d.biz,biz,biz,srizbi,one,2026-12-24T00:00:00Z,2026-12-27T00:00:00Z,0,xn--55qx5d.biz,biz,registry,,"
        "0.000001,100,,,1\n");
  const std::string source =
      R"("family":"srizbi","seed":"one","valid_from":"2026-11-24T00:00:00Z","valid_until":"2026-11-27T00:00:00Z","index":3)";
  const std::string later =
      R"("family":"srizbi","seed":"one","valid_from":"2026-12-24T00:00:00Z","valid_until":"2026-12-27T00:00:00Z","index":0)";
  CHECK(
      written("jsonl") ==
      R"({"domain":"0a.co.uk","tld":"uk","public_suffix":"co.uk",)" + source +
          R"(,"registrable":"0a.co.uk","suffix":"co.uk","actor":"registry","flags":[],"risk":1.000000,"confidence":45,)"
          R"("reasons":["likely_taken","short_label"]})"
          "\n"
          R"({"domain":"b-c.cn","tld":"cn","public_suffix":"cn",)" +
          source +
          R"(,"registrable":"b-c.cn","suffix":"cn","actor":"registry","flags":[],"risk":1.000000,"confidence":0,)"
          R"("reasons":["allowed","older_than_family","older_than_window","likely_taken","short_label"],)"
          R"("evidence":[{"kind":"allowed","list":"top, \"1\".csv","rank":5},)"
          R"({"kind":"created","list":"whois.csv","created":"2001-02-03"}],"sources":[{)" +
          source + "},{" + later + "}]}\n" + R"({"domain":"xn--55qx5d.biz","tld":"biz","public_suffix":"biz",)" +
          later +
          R"(,"registrable":"xn--55qx5d.biz","suffix":"biz","actor":"registry","flags":[],"risk":0.000001,)"
          R"("confidence":100,"reasons":[]})"
          "\n");
  CHECK(written("rpz") ==
        "$TTL 300\n$ORIGIN dga.rpz.invalid.\n@ SOA localhost. hostmaster.localhost. 0 3600 600 604800 300\n@ NS "
        "localhost.\n"
        "0a.co.uk CNAME .\n*.0a.co.uk CNAME .\nb-c.cn CNAME .\n*.b-c.cn CNAME .\nxn--55qx5d.biz CNAME "
        ".\n*.xn--55qx5d.biz CNAME .\n");
}

TEST_CASE("a zone takes names up to 255 octets on the wire") {
  ListInfo info;
  info.rpz.origin = std::string(30, 'z');
  // "*." is 2 octets, the name n + 1, the zone 31, the root 1
  for (const std::size_t length : {220u, 221u}) {
    const std::string name(length, 'a');
    const Entry entries[] = {{name, {}}};
    MemoryOutput output;
    Sink sink{output};
    Drops drops;
    find_format("rpz", "").add(info, entries, sink, drops);
    CHECK(drops.too_long_for_zone == (length == 220 ? 0 : 1));
  }
}

}  // namespace dgacast

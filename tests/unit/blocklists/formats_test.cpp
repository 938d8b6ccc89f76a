// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <zlib.h>
#include <zstd.h>

#include <set>
#include <string>
#include <vector>

#include "blocklists/formats/format.h"
#include "blocklists/formats/text.h"
#include "blocklists/io/compress.h"
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
    CHECK_FALSE(facts.readers.empty());
    CHECK(facts.extension.starts_with('.'));
    CHECK(extensions.insert(facts.extension).second);
  }
  try {
    find_format("rzp", "--format");
    FAIL("a format that is not there was found");
  } catch (const InputError& error) {
    const std::string_view text = error.what();
    CHECK(text.starts_with("--format: unknown format 'rzp'; did you mean 'rpz'? the formats are adblock, "));
    CHECK(text.ends_with(", stix"));
  }
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
  entry.first_seen = {2007};
  entry.verified = "by a test";
  entry.alphabet = *Alphabet::parse("a-z0-9");
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
  CHECK(written("hosts") ==
        "0.0.0.0 0a.co.uk\n:: 0a.co.uk\n0.0.0.0 b-c.cn\n:: b-c.cn\n0.0.0.0 xn--55qx5d.biz\n:: xn--55qx5d.biz\n");
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

TEST_CASE("zeek names each family once, splunk has a row a source") {
  CatalogueEntry necurs, flubot;
  necurs.id = "necurs";
  flubot.id = "flubot";
  const Seed seed = SeedBuilder{"necurs", "one", {}}.build("");
  const Attribution sources[] = {{&necurs, &seed, midnight(2026, 11, 1), midnight(2026, 11, 2), 0},
                                 {&flubot, &seed, midnight(2026, 11, 3), midnight(2026, 11, 4), 0},
                                 {&necurs, &seed, midnight(2026, 11, 5), midnight(2026, 11, 6), 0}};
  const Entry entries[] = {{"a.cn", sources}};
  const ListInfo info;
  const auto written = [&](std::string_view id) {
    MemoryOutput output;
    Sink sink{output};
    Drops drops;
    find_format(id, "").add(info, entries, sink, drops);
    sink.flush();
    return output.text;
  };
  CHECK(written("zeek") == "a.cn\tIntel::DOMAIN\tdgacast\tnecurs, flubot\n");
  CHECK(written("splunk") ==
        "a.cn,necurs,2026-11-01T00:00:00Z,2026-11-02T00:00:00Z\n"
        "a.cn,flubot,2026-11-03T00:00:00Z,2026-11-04T00:00:00Z\n"
        "a.cn,necurs,2026-11-05T00:00:00Z,2026-11-06T00:00:00Z\n");
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

TEST_CASE("compression ends a stream of any length, and gives the same octets each time") {
  CHECK_THROWS_WITH_AS(parse_compression("xz", "--compress"), "--compress: 'xz' is no compression; give gzip or zstd",
                       InputError);
  std::string text;
  for (int i = 0; text.size() < 3'000'000; ++i) text.append(std::to_string(i * 7919LL)).append("\n");
  const auto packed = [&](Compression compression, std::size_t block) {
    MemoryOutput output;
    with_compression(compression, output, [&](Output& to) {
      for (std::size_t begin = 0; begin < text.size(); begin += block)
        to.write(std::string_view{text}.substr(begin, block));
    });
    return output.text;
  };
  CHECK((packed(Compression::none, 1000) == text));
  for (const Compression compression : {Compression::gzip, Compression::zstd}) {
    const std::string once = packed(compression, text.size());
    CHECK(once.size() < text.size() / 2);
    CHECK((packed(compression, text.size()) == once));
  }
  // Of a stream that zlib's own reader takes, with nothing behind it.
  const std::string gzip = packed(Compression::gzip, 4096);
  std::string unpacked(text.size() + 1, '\0');
  z_stream stream{};
  REQUIRE(inflateInit2(&stream, 15 + 16) == Z_OK);
  std::string in = gzip;
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(unpacked.data());
  stream.avail_out = static_cast<uInt>(unpacked.size());
  CHECK(inflate(&stream, Z_FINISH) == Z_STREAM_END);
  CHECK(stream.avail_in == 0);
  unpacked.resize(stream.total_out);
  inflateEnd(&stream);
  CHECK((unpacked == text));
  const std::string zstd = packed(Compression::zstd, 4096);
  unpacked.assign(text.size() + 1, '\0');
  const std::size_t size = ZSTD_decompress(unpacked.data(), unpacked.size(), zstd.data(), zstd.size());
  REQUIRE_FALSE(ZSTD_isError(size));
  unpacked.resize(size);
  CHECK((unpacked == text));
}

}  // namespace dgacast

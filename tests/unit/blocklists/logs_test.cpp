// SPDX-License-Identifier: Apache-2.0
// Logs as the programs write them, and the judgement of clients.
#include <doctest/doctest.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <string>

#include "blocklists/answers/enumerated_lookup.h"
#include "blocklists/answers/logs/log_input.h"
#include "blocklists/answers/logs/log_parser.h"
#include "blocklists/answers/logs/scan_log.h"
#include "dga/core/issue.h"

namespace dgacast {
namespace {

constexpr UtcSeconds kNow = midnight(2026, 11, 26);

/// "NAME CLIENT TIME" for each question of the lines.
std::vector<std::string> questions(std::vector<std::string> lines, LogParserOptions options = {},
                                   LogReport* report = nullptr) {
  options.now = kNow;
  LogParser parser{std::move(options)};
  std::vector<std::string> out;
  const auto take = [&out](std::span<const LogRecord> records) {
    for (const LogRecord& record : records)
      out.push_back(std::string(record.name) + " " + std::string(record.client) + " " +
                    (record.time ? format_instant(*record.time) : "-"));
  };
  for (const std::string& line : lines) take(parser.read(line));
  take(parser.finish());
  if (report != nullptr) *report = parser.report();
  return out;
}
std::vector<std::string> questions_of(std::string_view form, std::vector<std::string> lines) {
  LogParserOptions options;
  options.form = &find_log_form(form, "");
  return questions(std::move(lines), std::move(options));
}
using Lines = std::vector<std::string>;

TEST_CASE("BIND") {
  CHECK(questions(
            {"25-Nov-2026 11:20:47.123 queries: info: client @0x7f0c5c 192.0.2.1#53123 (a.example): query: "
             "a.Example IN A +E(0)K (192.0.2.53)",
             "25-Nov-2026 11:20:48.000 client 2001:db8::1#5300 (b.example): view int: query: b.example IN AAAA - (::1)",
             "Nov 25 11:20:49 ns named[77]: client @0x1 192.0.2.2#1 (c.example): query: c.example IN A + (192.0.2.53)",
             "2026-11-25T11:20:50.001Z client @0x1 192.0.2.2#1 (d.example): query: d.example IN A + (192.0.2.53)",
             "25-Nov-2026 11:20:47.123 general: info: zone x/IN: loaded"}) ==
        Lines{"a.Example 192.0.2.1 2026-11-25T11:20:47Z", "b.example 2001:db8::1 2026-11-25T11:20:48Z",
              "c.example 192.0.2.2 2026-11-25T11:20:49Z", "d.example 192.0.2.2 2026-11-25T11:20:50Z"});
}

TEST_CASE("Unbound") {
  CHECK(questions({"[1795605647] unbound[12:0] info: 192.0.2.1 a.example. A IN",
                   "[1795605648] unbound[12:0] query: ignored",
                   "Nov 25 11:20:49 unbound[12:0] reply: 192.0.2.1 b.example. A IN NOERROR 0.001 0 45",
                   "[1795605648] unbound[12:0] info: start of service (unbound 1.17.1)."}) ==
        Lines{"a.example. 192.0.2.1 2026-11-25T11:20:47Z", "b.example. 192.0.2.1 2026-11-25T11:20:49Z"});
}

TEST_CASE("dnsmasq, whose lines have no year") {
  CHECK(questions({"Nov 25 11:20:47 dnsmasq[12]: query[A] a.example from 192.0.2.1",
                   "Nov 25 11:20:47 dnsmasq[12]: forwarded a.example to 192.0.2.53",
                   "Dec  5 01:02:03 dnsmasq[12]: 7 192.0.2.1/5353 query[AAAA] b.example from 192.0.2.2"}) ==
        Lines{"a.example 192.0.2.1 2026-11-25T11:20:47Z", "b.example 192.0.2.2 2025-12-05T01:02:03Z"});
}

TEST_CASE("Zeek, as TSV with its own columns and as JSON") {
  CHECK(questions({"#separator \\x09", "#fields\tts\tuid\tid.orig_h\tid.resp_h\tquery\tqtype_name",
                   "1795605647.123456\tC1\t192.0.2.1\t192.0.2.53\ta.example\tA",
                   "1795605648.5\tC1\t192.0.2.1\t192.0.2.53\t-\t-", "#close\t2026-11-25-12-00-00"}) ==
        Lines{"a.example 192.0.2.1 2026-11-25T11:20:47Z"});
  CHECK(questions({R"({"ts":1795605647.123,"id.orig_h":"192.0.2.1","query":"a.example","qtype_name":"A"})",
                   R"({"ts":"2026-11-25T11:20:48.5Z","id.orig_h":"192.0.2.2","query":"b.example"})"}) ==
        Lines{"a.example 192.0.2.1 2026-11-25T11:20:47Z", "b.example 192.0.2.2 2026-11-25T11:20:48Z"});
}

TEST_CASE("Suricata's EVE and passive DNS") {
  CHECK(
      questions(
          {R"({"timestamp":"2026-11-25T12:20:47.5+0100","event_type":"dns","src_ip":"192.0.2.1",)"
           R"("dns":{"type":"query","rrname":"a.example"}})",
           R"({"timestamp":"2026-11-25T12:20:47.5+0100","src_ip":"192.0.2.1",)"
           R"("dns":{"type":"answer","rrname":"a.example"}})",
           R"({"timestamp":"2026-11-25T11:20:49Z","src_ip":"192.0.2.1",)"
           R"("dns":{"version":3,"type":"request","queries":[{"rrname":"b.example","rrtype":"A"}]}})",
           R"({"rrname":"c.example.","rrtype":"A","time_first":1795605647,"time_last":1795605650,"rdata":["192.0.2.9"]})",
           R"({"broken":)"}) == Lines{"a.example 192.0.2.1 2026-11-25T11:20:47Z",
                                      "b.example 192.0.2.1 2026-11-25T11:20:49Z", "c.example.  2026-11-25T11:20:47Z"});
}

TEST_CASE("dnstap-read and plain names") {
  CHECK(questions({"25-Nov-2026 11:20:47.123 CQ 192.0.2.1:53123 -> 192.0.2.53:53 UDP 40b a.example/IN/A",
                   "25-Nov-2026 11:20:47.124 CR 192.0.2.1:53123 <- 192.0.2.53:53 UDP 56b a.example/IN/A",
                   "25-Nov-2026 11:20:48.000 CQ [2001:db8::1]:53123 -> [::1]:53 UDP 40b b.example/IN/AAAA"}) ==
        Lines{"a.example 192.0.2.1 2026-11-25T11:20:47Z", "a.example 192.0.2.1 2026-11-25T11:20:47Z",
              "b.example 2001:db8::1 2026-11-25T11:20:48Z"});
  CHECK(questions({"# names", "a.example", "b.example\r", ""}) == Lines{"a.example  -", "b.example  -"});
}

TEST_CASE("a form that is named is held to, and an unknown word is refused") {
  CHECK(questions_of("bind", {"a.example"}).empty());
  CHECK(
      questions_of("unbound", {"25-Nov-2026 11:20:47.123 client @0x1 192.0.2.1#5 (a.example): query: a.example IN A +"})
          .empty());
  CHECK(
      questions_of("json", {R"({"ts":1795605647,"id.orig_h":"192.0.2.1","query":"a.example"})", "b.example"}).size() ==
      1);
  CHECK(find_log_form("zeek", "").id == "zeek");
  CHECK_THROWS_WITH_AS(
      find_log_form("bid", "--log-format"),
      doctest::Contains("--log-format: 'bid' is not a form of DNS logs; did you mean 'bind'? the forms are bind, "),
      InputError);
}

struct Folder {
  std::filesystem::path path = std::filesystem::temp_directory_path() / ("dgacast-logs-" + std::to_string(::getpid()));
  Folder() { std::filesystem::create_directory(path); }
  ~Folder() { std::filesystem::remove_all(path); }
  std::string file(const std::string& name, const std::string& octets) const {
    std::ofstream{path / name, std::ios::binary} << octets;
    return (path / name).string();
  }
};

std::vector<std::string> lines_of(const std::string& path) {
  std::vector<std::string> lines;
  LogInput{path, {}}.read([&](std::string_view line) { lines.emplace_back(line); },
                          [&] { lines.emplace_back("(too long)"); }, [] {});
  return lines;
}

TEST_CASE_FIXTURE(Folder, "lines of plain, gzip and zstd files") {
  std::string text;
  Lines expected;
  for (int i = 0; i < 50'000; ++i) {
    expected.push_back(std::to_string(i).append("-name.example"));
    text += expected.back() + "\n";
  }
  expected.push_back("last without a line feed");
  text += expected.back();
  CHECK(lines_of(file("plain", text)) == expected);
  CHECK(lines_of(file("empty", "")).empty());

  // Two members, as `cat a.gz b.gz` makes them.
  const std::string gz = (path / "log.gz").string();
  for (const std::string_view half : {std::string_view{text}.substr(0, 1000), std::string_view{text}.substr(1000)}) {
    const gzFile out = gzopen(gz.c_str(), "ab");
    gzwrite(out, half.data(), static_cast<unsigned>(half.size()));
    gzclose(out);
  }
  CHECK(lines_of(gz) == expected);
  std::string packed(ZSTD_compressBound(text.size()), '\0');
  packed.resize(ZSTD_compress(packed.data(), packed.size(), text.data(), text.size(), 3));
  CHECK(lines_of(file("log.zst", packed)) == expected);
  CHECK_THROWS_AS(lines_of(file("cut.zst", packed.substr(0, packed.size() / 2))), InputError);
  packed[packed.size() / 2] = static_cast<char>(packed[packed.size() / 2] ^ 0x55);
  std::filesystem::resize_file(gz, std::filesystem::file_size(gz) - 10);
  CHECK_THROWS_AS(lines_of(gz), InputError);
  CHECK_THROWS_AS(lines_of((path / "nothing").string()), InputError);

  const std::string longest = "a\n" + std::string(1'048'577, 'x') + "\nb\n" + std::string(2'000'000, 'y');
  CHECK(lines_of(file("long", longest)) == Lines{"a", "(too long)", "b", "(too long)"});
}

TEST_CASE_FIXTURE(Folder, "UTF-16 is read, a binary file is refused by what it is") {
  const std::string text = "a\xC3\xA4\xF0\x9F\x98\x80\r\nb";
  const std::string little{"a\0\xE4\0\x3D\xD8\x00\xDE\r\0\n\0b\0", 14};
  std::string big = little;
  for (std::size_t i = 0; i < big.size(); i += 2) std::swap(big[i], big[i + 1]);
  const Lines expected{"a\xC3\xA4\xF0\x9F\x98\x80\r", "b"};
  CHECK(lines_of(file("utf8", text)) == expected);
  CHECK(lines_of(file("le", "\xFF\xFE" + little)) == expected);
  CHECK(lines_of(file("be", "\xFE\xFF" + big)) == expected);
  CHECK(lines_of(file("plain-le", std::string{"a\0b\0\n\0", 6})) == Lines{"ab"});
  CHECK(lines_of(file("cut", "\xFF\xFE" + little.substr(0, 5))) == Lines{"a\xC3\xA4\xEF\xBF\xBD"});
  CHECK_THROWS_WITH_AS(lines_of(file("x.pcap", std::string{"\xD4\xC3\xB2\xA1\2\0\4\0", 8})),
                       doctest::Contains("is a packet capture; run 'tcpdump -n -tttt -r FILE port 53'"), InputError);
  CHECK_THROWS_WITH_AS(lines_of(file("x.zip", "PK\x03\x04....")), doctest::Contains("the zip data are broken"),
                       InputError);
  CHECK_THROWS_WITH_AS(lines_of(file("x.dnstap", std::string{"\0\0\0\0\0\0\0\x22\0\0\0\2\0\0\0\1\0\0\0\x16", 20} +
                                                     "protobuf:dnstap.Dnstap")),
                       doctest::Contains("run 'dnstap-read FILE'"), InputError);
}

TEST_CASE_FIXTURE(Folder, "a file that grows and is replaced is followed; half a line is not glued to another file") {
  const std::string log = file("log", "a\nb");
  std::stop_source stop;
  Lines lines;
  int idle = 0;
  LogInput{log, {.follow = true, .stop = stop.get_token()}}.read(
      [&](std::string_view line) {
        lines.emplace_back(line);
        if (line == "e") stop.request_stop();
      },
      [] {},
      [&] {
        ++idle;
        if (idle == 1) std::ofstream{log, std::ios::app} << "b\nc\nhalf";
        if (idle == 2) {
          std::filesystem::rename(log, log + ".1");
          std::ofstream{log} << "d\nhalf again";
        }
        if (idle == 3) std::ofstream{log} << "f\n";  // cut and begun anew
        if (idle == 4) std::ofstream{log, std::ios::app} << "e\n";
        if (idle > 9) stop.request_stop();
      });
  CHECK(lines == Lines{"a", "bb", "c", "half", "d", "half again", "f", "e"});
}

TEST_CASE("chance by the formula") {
  DomainList list;  // all two-letter labels of a and b: every such question is a hit
  for (const char* name : {"aa.com", "ab.com", "ba.com", "bb.com"}) list.add(name);
  CHECK(log_chance(list, false, 10, 4, false) == 0);
  DomainList rare;  // one name of ten letters: density 1/10^10
  rare.add("abcdefghij.com");
  const double one = log_chance(rare, false, 100, 1, false);
  CHECK(one == doctest::Approx(1 - 1e-8 + std::log(1e-8)));
  CHECK(log_chance(rare, true, 100, 1, false) ==
        doctest::Approx(1 - 100 / std::pow(4, 10) + std::log(100 / std::pow(4, 10))));
  CHECK(log_chance(rare, false, 100, 3, true) == doctest::Approx(log_chance(rare, false, 100, 3, false) - std::log(6)));
}

TEST_CASE("a bot is told from a client that met one name") {
  const Catalogue catalogue = Catalogue::builtin();
  const CatalogueEntry& newgoz = catalogue.entry("newgoz", "");
  const Seed& seed = newgoz.seeds.front();
  Plan plan;
  plan.add(newgoz, seed, {midnight(2026, 11, 20), midnight(2026, 11, 27)});
  const EnumeratedLookup lookup{plan};
  DomainList day;
  newgoz.family->generate(seed, plan.list(3).period, day);
  std::vector<std::string> hits;
  const PublicSuffixes suffixes;
  Scanner scanner{lookup, suffixes, {}, [&](const LogHit& hit) {
                    hits.push_back(std::string(hit.client) + " " + std::string(hit.generated) + " " +
                                   std::to_string(hit.clock_offset.count()) + " " + std::to_string(hit.index));
                  }};
  const UtcSeconds noon = midnight(2026, 11, 23) + std::chrono::hours{12};
  for (int i = 0; i < 1000; ++i) {
    const std::string name = std::to_string(i).append("-host.example.com");
    scanner.add({name, "192.0.2.1", noon});
  }
  for (std::size_t i = 0; i < 10; ++i) scanner.add({day[i], "192.0.2.2", noon + std::chrono::days{2}});
  scanner.add({day[5], "192.0.2.3", {}});
  const std::string below = std::string("www.").append(day[7]);
  scanner.add({below, "192.0.2.3", noon - std::chrono::days{1}});
  scanner.add({day[700], "192.0.2.4", noon});
  scanner.flush();
  REQUIRE(hits.size() == 13);
  CHECK(hits[0] == "192.0.2.2 " + std::string(day[0]) + " 129601 0");
  CHECK(hits[10] == "192.0.2.3 " + std::string(day[5]) + " 0 5");
  CHECK(hits[11] == "192.0.2.3 " + std::string(day[7]) + " -43200 7");
  const std::vector<ClientReport> report = scanner.report();
  REQUIRE(report.size() == 3);
  CHECK(report[0].client == "192.0.2.2");
  CHECK(report[0].verdict == Suspicion::bot);
  CHECK(report[0].best == 10);
  CHECK(report[0].in_order);
  CHECK(report[0].first_seen == noon + std::chrono::days{2});
  CHECK(report[1].client == "192.0.2.3");
  CHECK(report[1].verdict == Suspicion::bot);
  CHECK(report[2].client == "192.0.2.4");
  CHECK(report[2].verdict == Suspicion::suspect);  // one name alone is never enough
}

/// The clients of a scan in which each of `clients` asked for `names` names of one list.
struct Scan {
  Catalogue catalogue = Catalogue::builtin();
  Plan plan;
  DomainList day;
  std::vector<std::string> hits;
  PublicSuffixes suffixes;
  std::unique_ptr<EnumeratedLookup> lookup;
  std::unique_ptr<Scanner> scanner;

  explicit Scan(const ScanOptions& options) {
    const CatalogueEntry& newgoz = catalogue.entry("newgoz", "");
    plan.add(newgoz, newgoz.seeds.front(), {midnight(2026, 11, 23), midnight(2026, 11, 24)});
    lookup = std::make_unique<EnumeratedLookup>(plan);
    newgoz.family->generate(newgoz.seeds.front(), plan.list(0).period, day);
    scanner = std::make_unique<Scanner>(*lookup, suffixes, options,
                                        [this](const LogHit& hit) { hits.emplace_back(hit.client); });
  }
};

TEST_CASE("a question that is told as query, reply and alert counts once, in any order and case") {
  Scan scan{{}};
  const UtcSeconds noon = midnight(2026, 11, 23) + std::chrono::hours{12};
  const std::string upper = [&] {
    std::string text{scan.day[0]};
    for (char& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    return text + ".";
  }();
  const auto add = [&](std::string_view name, Telling telling, int seconds) {
    scan.scanner->add(
        {.name = name, .client = "192.0.2.1", .time = noon + std::chrono::seconds{seconds}, .telling = telling});
  };
  add(scan.day[0], Telling::query, 0);
  add(scan.day[0], Telling::query, 0);  // two questions, A and AAAA
  add(upper, Telling::action, 0);
  add(upper, Telling::reply, 1);
  add(scan.day[0], Telling::reply, 1);
  CHECK(scan.scanner->questions() == 2);
  CHECK(scan.scanner->repeats() == 3);
  add(scan.day[0], Telling::reply, 2);  // a reply whose question was not logged
  CHECK(scan.scanner->questions() == 3);
  add(scan.day[0], Telling::query, 3);  // ... or came later into the log
  CHECK(scan.scanner->questions() == 3);
  add(scan.day[0], Telling::reply, 300);  // too late to be its reply
  CHECK(scan.scanner->questions() == 4);
  scan.scanner->add({.name = scan.day[0], .client = "192.0.2.2", .time = noon, .telling = Telling::reply});
  CHECK(scan.scanner->questions() == 5);
  scan.scanner->flush();
  CHECK(scan.hits.size() == 5);
}

TEST_CASE("with a slack, a question without a time is never a hit") {
  Scan strict{{.slack = std::chrono::days{1}}};
  strict.scanner->add({strict.day[0], "192.0.2.1", {}});
  strict.scanner->add({strict.day[1], "192.0.2.1", midnight(2026, 11, 23)});
  strict.scanner->flush();
  CHECK(strict.hits.size() == 1);
  CHECK(strict.scanner->untimed_hits() == 1);
  Scan any{{}};
  any.scanner->add({any.day[0], "192.0.2.1", {}});
  any.scanner->flush();
  CHECK(any.hits.size() == 1);
}

TEST_CASE("clients are remembered in bounded memory; those with one name go first") {
  Scan scan{{.slack = {}, .clients = 100}};
  const UtcSeconds noon = midnight(2026, 11, 23) + std::chrono::hours{12};
  for (std::size_t i = 0; i < 4; ++i) scan.scanner->add({scan.day[i], "192.0.2.1", noon});
  for (int i = 0; i < 5000; ++i) {
    const std::string client = std::to_string(i).append(".spoofed");
    scan.scanner->add({scan.day[static_cast<std::size_t>(i % 900)], client, noon});
  }
  scan.scanner->flush();
  CHECK(scan.scanner->report().size() == 100);
  CHECK(scan.scanner->report().front().client == "192.0.2.1");
  CHECK(scan.scanner->report().front().verdict == Suspicion::bot);
  CHECK(scan.scanner->dropped_clients() == 4901);
}

TEST_CASE("counts of questions are bounded, and never too small") {
  QuestionCounts counts{1000};
  const auto hash = [](std::uint64_t i) { return (i + 1) * 0x9E3779B97F4A7C15; };
  for (std::uint64_t round = 0; round < 50; ++round) {
    for (std::uint64_t often = 0; often < 10; ++often) counts.add(hash(often));
    for (std::uint64_t once = 0; once < 2000; ++once) counts.add(hash(1000 + round * 2000 + once));
  }
  for (std::uint64_t often = 0; often < 10; ++often) {
    CHECK(counts.of(hash(often)) >= 50);
    CHECK(counts.of(hash(often)) < 300);
  }
  CHECK(counts.of(hash(1000)) >= 1);
}

TEST_CASE("what is remembered of clients stays within its room, however long a log is followed") {
  ClientTable table{10};
  const Catalogue catalogue = Catalogue::builtin();
  const CatalogueEntry& entry = catalogue.entry("newgoz", "");
  const Seed& seed = entry.seeds.front();
  // A bot that asks for some names of each day, for thousands of days, beside others with one name each.
  const auto ask = [&](const std::string& client, int day, std::uint32_t index) {
    EvidenceByFamily& families = table.of(client);
    const bool is_known = !families.empty();
    const auto [place, is_new_family] = families.try_emplace(&entry);
    const UtcSeconds begin = midnight(2026, 1, 1) + std::chrono::days{day};
    const auto [list, is_new_list] = place->second.lists.try_emplace({&seed, begin});
    list->second.indexes.push_back(index);
    if (is_known) table.confirm();
    table.added(is_new_family, is_new_list);
  };
  for (int day = 0; day < 30'000; ++day) {
    for (std::uint32_t index = 0; index < (day == 7 ? 100u : 3u); ++index) ask("192.0.2.1", day, index);
    ask("198.51.100." + std::to_string(day % 50), day, 0);
    REQUIRE(table.used() <= ClientTable::kFewestBytes);
  }
  std::size_t clients = 0, lists = 0;
  bool has_best = false;
  table.visit([&](std::string_view client, const EvidenceByFamily& families) {
    ++clients;
    if (client != "192.0.2.1") return;
    lists = families.at(&entry).lists.size();
    has_best = families.at(&entry).lists.contains({&seed, midnight(2026, 1, 8)});
  });
  CHECK(clients <= 10);
  CHECK(lists > 1000);
  CHECK(lists < 30'000);
  CHECK(has_best);  // those with the fewest names go first
  CHECK(table.dropped() > 0);
}

}  // namespace
}  // namespace dgacast

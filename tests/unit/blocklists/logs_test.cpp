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

#include "blocklists/index/enumerated_lookup.h"
#include "blocklists/logs/log_input.h"
#include "blocklists/logs/log_record.h"
#include "blocklists/logs/scan.h"
#include "dga/core/issue.h"

namespace dgacast {
namespace {

constexpr UtcSeconds kNow = midnight(2026, 11, 26);

/// "NAME CLIENT TIME" for each question of the lines.
std::vector<std::string> questions(std::vector<std::string> lines, std::optional<LogForm> form = {}) {
  LogParser parser{form, kNow};
  std::vector<std::string> out;
  LogRecord record;
  for (const std::string& line : lines) {
    if (!parser.read(line, record)) continue;
    out.push_back(std::string(record.name) + " " + std::string(record.client) + " " +
                  (record.time ? format_instant(*record.time) : "-"));
  }
  return out;
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
                   "Nov 25 11:20:49 unbound[12:0] info: reply: 192.0.2.1 b.example. A IN NOERROR 0.001 0 45",
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
        Lines{"a.example 192.0.2.1 2026-11-25T11:20:47Z", "b.example 2001:db8::1 2026-11-25T11:20:48Z"});
  CHECK(questions({"# names", "a.example", "b.example\r", ""}) == Lines{"a.example  -", "b.example  -"});
}

TEST_CASE("a form that is named is held to, and an unknown word is refused") {
  CHECK(questions({"a.example"}, LogForm::bind).empty());
  CHECK(parse_log_form("zeek", "") == LogForm::zeek);
  CHECK_THROWS_WITH_AS(parse_log_form("bid", "--log-format"),
                       "--log-format: 'bid' is no form of log; did you mean 'bind'? give bind, unbound, dnsmasq, zeek, "
                       "json, dnstap or plain",
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
  LogInput{path, {}}.read([&](std::string_view line) { lines.emplace_back(line); }, [] {});
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

  const std::string longest = "a\n" + std::string(200'000, 'x') + "\nb\n" + std::string(300'000, 'y');
  CHECK(lines_of(file("long", longest)) == Lines{"a", "b"});
}

TEST_CASE_FIXTURE(Folder, "a file that grows and is replaced is followed") {
  const std::string log = file("log", "a\nb");
  std::stop_source stop;
  Lines lines;
  int idle = 0;
  LogInput{log, {.follow = true, .stop = stop.get_token()}}.read(
      [&](std::string_view line) {
        lines.emplace_back(line);
        if (line == "e") stop.request_stop();
      },
      [&] {
        ++idle;
        if (idle == 1) std::ofstream{log, std::ios::app} << "b\nc\n";
        if (idle == 2) {
          std::filesystem::rename(log, log + ".1");
          std::ofstream{log} << "d\n";
        }
        if (idle == 3) std::ofstream{log} << "e\n";  // cut and begun anew, one line as long as before
        if (idle == 4) std::ofstream{log, std::ios::app} << "e\n";
        if (idle > 9) stop.request_stop();
      });
  CHECK(lines.size() >= 4);
  CHECK(lines[0] == "a");
  CHECK(lines[1] == "bb");
  CHECK(lines[2] == "c");
  CHECK(lines[3] == "d");
  CHECK(lines.back() == "e");
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
  EnumeratedLookup lookup{plan, 1, {}};
  DomainList day;
  newgoz.family->generate(seed, plan.list(3).period, day);
  std::vector<std::string> hits;
  const PublicSuffixes suffixes;
  Scanner scanner{lookup, suffixes, std::chrono::days{100'000}, [&](const LogHit& hit) {
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

}  // namespace
}  // namespace dgacast

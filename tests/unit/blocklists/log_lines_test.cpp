// SPDX-License-Identifier: Apache-2.0
// Times, envelopes and clients of log lines; the forms themselves are tested with their samples (tests/logs).
#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "blocklists/answers/logs/log_parser.h"
#include "dga/core/issue.h"

namespace dgacast {
namespace {

constexpr UtcSeconds kNow = midnight(2026, 11, 26);
constexpr std::string_view kQuery = "client @0x1 192.0.2.1#5 (a.example): query: a.example IN A + (192.0.2.53)";

std::string shown(const std::optional<UtcSeconds>& time) { return time ? format_instant(*time) : "-"; }

struct Read {
  std::vector<std::string> questions;  // "NAME CLIENT TIME"
  LogReport report;
};

Read read(const std::vector<std::string>& lines, LogParserOptions options = {}) {
  options.now = kNow;
  LogParser parser{std::move(options)};
  Read out;
  const auto take = [&out](std::span<const LogRecord> records) {
    for (const LogRecord& record : records)
      out.questions.push_back(std::string(record.name) + " " + std::string(record.client) + " " + shown(record.time));
  };
  for (const std::string& line : lines) take(parser.read(line));
  take(parser.finish());
  out.report = parser.report();
  return out;
}

TEST_CASE("times at the beginning of a line") {
  const std::pair<const char*, const char*> kTimes[] = {
      {"24-Nov-2026 09:00:01.123", "2026-11-24T09:00:01Z"},
      {"<30>Nov 24 09:00:01", "2026-11-24T09:00:01Z"},
      {"<165>1 2026-11-24T09:00:01.003Z ns named 77 - -", "2026-11-24T09:00:01Z"},
      {"Nov  4 09:00:01", "2026-11-04T09:00:01Z"},
      {"Dec  4 09:00:01", "2025-12-04T09:00:01Z"},  // the year before
      {"Feb 29 09:00:01", "2024-02-29T09:00:01Z"},  // the last year that has it
      {"Nov 24 09:00:01.123456", "2026-11-24T09:00:01Z"},
      {"Nov 24 2026 09:00:01", "2026-11-24T09:00:01Z"},
      {"2026 Nov 24 09:00:01", "2026-11-24T09:00:01Z"},
      {"Tue Nov 24 09:00:01 2026 daemon.info", "2026-11-24T09:00:01Z"},
      {"Tue Nov 24 09:00:01 CET 2026", "2026-11-24T08:00:01Z"},
      {"Tue, 24 Nov 2026 09:00:01 +0100", "2026-11-24T08:00:01Z"},
      {"24/Nov/2026:09:00:01 +0100", "2026-11-24T08:00:01Z"},
      {"Fri 2026-10-02 09:00:01 UTC ns1", "2026-10-02T09:00:01Z"},
      {"Fr 2026-10-02 09:00:01 CEST ns1", "2026-10-02T07:00:01Z"},
      {"Fri 2026-10-02 09:00:01.123456 EDT ns1", "2026-10-02T13:00:01Z"},
      {"Fri 2026-10-02 09:00:01 CST ns1", "-"},  // China's or America's
      {"2026-11-24T09:00:01+0000 ns1", "2026-11-24T09:00:01Z"},
      {"2026-11-24T09:00:01.123456+08:00 ns1", "2026-11-24T01:00:01Z"},
      {"2026-11-24 09:00:01,123", "2026-11-24T09:00:01Z"},
      {"2026/11/24 09:00:01", "2026-11-24T09:00:01Z"},
      {"20261124T090001Z", "2026-11-24T09:00:01Z"},
      {"[1795510801] unbound", "2026-11-24T09:00:01Z"},
      {"[2026-11-24 09:00:01 UTC]", "2026-11-24T09:00:01Z"},
      {"1795510801.5 x", "2026-11-24T09:00:01Z"},
      {"1795510801500 x", "2026-11-24T09:00:01Z"},
      {"1795510801500000 x", "2026-11-24T09:00:01Z"},
      {"1795510801500000000 x", "2026-11-24T09:00:01Z"},
      {"24.11.2026 09:00:01", "2026-11-24T09:00:01Z"},
      {"11/24/2026 9:00:01 AM", "2026-11-24T09:00:01Z"},
      {"11/24/2026 12:00:01 AM", "2026-11-24T00:00:01Z"},
      {"11/24/2026 9:00:01 PM", "2026-11-24T21:00:01Z"},
      {"2026/11/24 \xE4\xB8\x8B\xE5\x8D\x88 09:00:01", "2026-11-24T21:00:01Z"},
      // Months of other languages, as syslog and journalctl write them by the locale.
      {"Okt 24 09:00:01", "2026-10-24T09:00:01Z"},
      {"M\xC3\xA4r 24 09:00:01", "2026-03-24T09:00:01Z"},
      {"Dez 24 09:00:01", "2025-12-24T09:00:01Z"},
      {"nov. 24 09:00:01", "2026-11-24T09:00:01Z"},
      {"d\xC3\xA9"
       "c. 24 09:00:01",
       "2025-12-24T09:00:01Z"},
      {"ago 24 09:00:01", "2026-08-24T09:00:01Z"},
      {"gen 24 09:00:01", "2026-01-24T09:00:01Z"},
      {"\xD0\xBD\xD0\xBE\xD1\x8F 24 09:00:01", "2026-11-24T09:00:01Z"},
      {"11\xE6\x9C\x88 24 09:00:01", "2026-11-24T09:00:01Z"},
      {"09:00:01.123456 IP", "-"},
      {"[  123.456789] ns1", "-"},
      {"Foo 24 09:00:01", "-"},
      {"Nov 31 09:00:01", "-"},
      {"24-Nov-2026 25:00:01", "-"},
      {"2026-13-24T09:00:01Z", "-"},
      {"", "-"}};
  for (const auto& one : kTimes) {  // clang 14 does not let CAPTURE() have a structured binding
    const std::string text = one.first, expected = one.second;
    CAPTURE(text);
    LogTimes times{{}, kNow};
    CHECK(shown(times.of_line(text)) == expected);
    CHECK(shown(times.of_line(text + " x")) == expected);  // the same second again
  }
}

TEST_CASE("which of two numbers is the day") {
  LogTimes english{{}, kNow};
  CHECK(shown(english.field("25/11/2026 09:00:01")) == "2026-11-25T09:00:01Z");
  CHECK(shown(english.field("05/11/2026 09:00:01")) == "2026-11-05T09:00:01Z");
  LogTimes american{{}, kNow};
  CHECK(shown(american.field("11/25/2026 09:00:01")) == "2026-11-25T09:00:01Z");
  CHECK(shown(american.field("11/05/2026 09:00:01")) == "2026-11-05T09:00:01Z");
  LogTimes by_clock{{}, kNow};
  CHECK(shown(by_clock.field("11/05/2026 9:00:01 AM")) == "2026-11-05T09:00:01Z");
}

TEST_CASE("zones of times that name none") {
  const auto at = [](std::string_view zone, std::string_view time) {
    LogTimes times{LogZone{zone, ""}, kNow};
    return shown(times.of_line(time));
  };
  CHECK(at("Asia/Shanghai", "25-Nov-2026 07:00:01.123") == "2026-11-24T23:00:01Z");
  CHECK(at("+08:00", "25-Nov-2026 07:00:01") == "2026-11-24T23:00:01Z");
  CHECK(at("-0330", "25-Nov-2026 07:00:01") == "2026-11-25T10:30:01Z");
  CHECK(at("UTC", "25-Nov-2026 07:00:01") == "2026-11-25T07:00:01Z");
  CHECK(at("Europe/Berlin", "2026-07-01 12:00:00") == "2026-07-01T10:00:00Z");
  CHECK(at("Europe/Berlin", "2026-12-01 12:00:00") == "2026-12-01T11:00:00Z");
  CHECK(at("Europe/Berlin", "2026-10-25 02:30:00") == "2026-10-25T00:30:00Z");   // there twice: the first
  CHECK(at("Asia/Shanghai", "2026-11-25T07:00:01Z") == "2026-11-25T07:00:01Z");  // names its own
  CHECK(at("Asia/Shanghai", "Fri 2026-10-02 09:00:01 CST ns1") == "2026-10-02T01:00:01Z");
  CHECK(at("Asia/Shanghai", "[1795510801]") == "2026-11-24T09:00:01Z");
  for (const char* wrong : {"Mars/Phobos", "+25:00", "+8:5", "", "8"})
    CHECK_THROWS_WITH_AS(LogZone(wrong, "--log-timezone"), doctest::Contains("is not a time zone"), InputError);
}

TEST_CASE("envelopes around a form") {
  const std::string bind{kQuery};
  const std::string expected = "a.example 192.0.2.1 2026-11-24T09:00:01Z";
  for (const std::string& line :
       {"24-Nov-2026 09:00:01.123 queries: info: " + bind, "<30>Nov 24 09:00:01 ns named[77]: " + bind,
        "Nov 24 09:00:01 ns named: " + bind, "<30>1 2026-11-24T09:00:01Z ns named 77 - [a b=\"]\"] " + bind,
        "Fri 2026-11-24 09:00:01 UTC ns named.service[77]: " + bind,
        "Tue Nov 24 09:00:01 2026 daemon.info named[77]: " + bind, "2026-11-24T09:00:01.1Z stdout F " + bind,
        "2026-11-24T09:00:01.123456789Z " + bind, "dns-1  | 24-Nov-2026 09:00:01.123 queries: info: " + bind,
        "[pod/dns-0/named] 2026-11-24T09:00:01Z " + bind,
        "Jan  3 01:00:00 ns named[77]: 24-Nov-2026 09:00:01.123 queries: info: " + bind,  // the inner one has a year
        R"({"log":"24-Nov-2026 09:00:01.123 queries: info: )" + bind +
            R"(\n","stream":"stderr","time":"2026-11-24T09:00:02Z"})",
        R"({"MESSAGE":")" + bind + R"(","__REALTIME_TIMESTAMP":"1795510801000000","SYSLOG_IDENTIFIER":"named"})",
        R"({"date":1795510801.5,"log":")" + bind + R"("})",
        R"({"@timestamp":"2026-11-24T09:00:01Z","message":")" + bind + R"("})",
        R"({"log":"{\"time\":\"2026-11-24T09:00:01Z\",\"message\":\")" + bind + R"(\"}"})",
        R"({"result":{"_raw":"24-Nov-2026 09:00:01 queries: info: )" + bind + R"("}})",
        "24-Nov-2026 09:00:01.123 queries: info: " + bind + " \r"}) {
    CAPTURE(line);
    const Read one = read({line, line});
    CHECK(one.questions == std::vector<std::string>{expected, expected});
    CHECK(one.report.not_understood == 0);
    REQUIRE(one.report.forms.size() == 1);
    CHECK(one.report.forms[0].id == "bind");
    CHECK(one.report.forms[0].questions == 2);
  }
  // journalctl -o export, json-seq, and a text as bytes.
  CHECK(read({"__CURSOR=s=1;i=2", "__REALTIME_TIMESTAMP=1795510801000000", "MESSAGE=" + bind, "_PID=77", "",
              "__CURSOR=s=1;i=3", "__REALTIME_TIMESTAMP=1795510801000000", "MESSAGE=" + bind, ""})
            .questions == std::vector<std::string>{expected, expected});
  CHECK(read({"\x1E"
              R"({"MESSAGE":")" +
              bind + R"(","__REALTIME_TIMESTAMP":"1795510801000000"})"})
            .questions == std::vector<std::string>{expected});
  std::string bytes;
  for (const char c : bind) bytes.append(bytes.empty() ? "" : ",").append(std::to_string(static_cast<int>(c)));
  CHECK(read({R"({"__REALTIME_TIMESTAMP":"1795510801000000","MESSAGE":[)" + bytes + "]}"}).questions ==
        std::vector<std::string>{expected});
  // Forms that begin at the beginning, too.
  CHECK(
      read({"<30>Nov 24 09:00:01 pdns passivedns[5]: 1795510801.4||192.0.2.1||192.0.2.53||IN||a.example.||A||x||1||5"})
          .questions == std::vector<std::string>{"a.example. 192.0.2.1 2026-11-24T09:00:01Z"});
  CHECK(
      read(
          {R"(Nov 24 09:00:01 ids suricata[5]: {"timestamp":"2026-11-24T09:00:01.1+0000","event_type":"dns","src_ip":"192.0.2.1",)"
           R"("dns":{"type":"query","rrname":"a.example","rrtype":"A"}})"})
          .questions == std::vector<std::string>{expected});
}

TEST_CASE("JSON on many lines, in arrays, and what is not JSON after all") {
  const std::vector<std::string> pretty{"{", "  \"ts\": 1795510801,", "  \"id.orig_h\": \"192.0.2.1\",",
                                        "  \"query\": \"a.example\"", "}"};
  const std::vector<std::string> expected{"a.example 192.0.2.1 2026-11-24T09:00:01Z"};
  CHECK(read(pretty).questions == expected);
  std::vector<std::string> array = pretty;
  array.front() = "[{";
  array.back() = "}, {\"ts\":1795510801,\"id\":{\"orig_h\":\"192.0.2.1\"},\"query\":\"b.example\"}";
  array.push_back("]");
  CHECK(read(array).questions.size() == 2);
  CHECK(read({R"([{"rrname":"a.example","rrtype":"A","time_first":1795510801},{"rrname":"b.example","rrtype":"A"}])"})
            .questions == std::vector<std::string>{"a.example  2026-11-24T09:00:01Z", "b.example  -"});
  // An odd line that looks like the beginning of JSON does not swallow the log.
  const std::string line = "24-Nov-2026 09:00:01.123 queries: info: " + std::string(kQuery);
  const Read odd = read({"{", "[", line, line});
  CHECK(odd.questions.size() == 2);
  CHECK(odd.report.not_understood >= 1);
  CHECK(odd.report.first_not_understood == 1);
  // Depth and rubbish.
  CHECK(read({std::string(5000, '['), std::string(5000, '{'),
              "{\"a\":" + std::string(100, '[') + std::string(100, ']') + "}"})
            .questions.empty());
}

TEST_CASE("bare names count only where nothing else is") {
  CHECK(read({"# list", "a.example", "B.Example.", "https://c.example/x?y=1", "d[.]example", "hxxp://e(.)example:8080/",
              "\"f.example\",", "g.example:53  # port", "*.h.example", "192.0.2.1", "dnsmasq-2.90", "one",
              "a b.example", "Nov 24 gw sshd: from root@host.example"})
            .questions == std::vector<std::string>{"a.example  -", "B.Example  -", "c.example  -", "d.example  -",
                                                   "e.example  -", "f.example  -", "g.example  -", "h.example  -"});
  const std::string line = "24-Nov-2026 09:00:01.123 queries: info: " + std::string(kQuery);
  const Read mixed = read({"ns1.example", "ns1.example", line, "ns2.example", line});
  CHECK(mixed.questions.size() == 2);
  CHECK(mixed.report.not_understood == 3);
  CHECK(mixed.report.first_not_understood == 1);
  CHECK(mixed.report.first_text == "ns1.example");
  std::vector<std::string> many(100, "a.example");
  CHECK(read(many).questions.size() == 100);
}

TEST_CASE("lines of several forms are read by line") {
  const Read mixed = read({"Nov 24 09:00:00 gw dnsmasq-dhcp[99]: DHCPACK(eth1) 192.0.2.7 00:00:5e:00:53:01 host7",
                           "Nov 24 09:00:01 gw unbound[7]: [7:1] info: 192.0.2.1 a.example. A IN",
                           "Nov 24 09:00:02 gw dnsmasq[9]: query[A] b.example from 192.0.2.2",
                           "Nov 24 09:00:03 gw unbound[7]: [7:1] info: 192.0.2.1 c.example. A IN"});
  CHECK(mixed.questions.size() == 3);
  REQUIRE(mixed.report.forms.size() == 2);
  CHECK(mixed.report.forms[0].id == "unbound");
  CHECK(mixed.report.forms[0].lines == 2);
  CHECK(mixed.report.forms[1].id == "dnsmasq");
  CHECK(mixed.report.not_understood == 1);
  CHECK(mixed.report.first_not_understood == 1);
}

TEST_CASE("a name or a client that is not printable is not a question") {
  const Read one = read({R"({"ts":1,"id.orig_h":"192.0.2.1","query":"a.example\nbot\t192.0.2.9"})",
                         R"({"ts":1,"id.orig_h":"192.0.2.1\u001b[2J","query":"a.example"})",
                         R"({"ts":1,"id.orig_h":"192.0.2.1","query":"a.example"})"});
  CHECK(one.questions.size() == 1);
  CHECK(one.report.not_understood == 2);
}

TEST_CASE("clients: one text for an address, and whom a forwarder asked for") {
  const auto client = [](std::string_view text) {
    AskerText room;
    return std::string(canonical_address(text, room));
  };
  CHECK(client("::ffff:192.0.2.7") == "192.0.2.7");
  CHECK(client("::FFFF:C000:0207") == "192.0.2.7");
  CHECK(client("2001:0DB8:0::0001") == "2001:db8::1");
  CHECK(client("fe80::1%eth0") == "fe80::1%eth0");
  CHECK(client("00:00:5e:00:53:01") == "00:00:5e:00:53:01");
  CHECK(client("laptop.lan") == "laptop.lan");

  const auto subnet = [](std::string_view text) {
    AskerText room;
    return std::string(client_of_subnet(text, room));
  };
  CHECK(subnet("198.51.100.7/32/0") == "198.51.100.7");
  CHECK(subnet("198.51.100.0/24/0") == "198.51.100.0/24");
  CHECK(subnet("2001:db8::1/128") == "2001:db8::1");
  CHECK(subnet("2001:db8:1::/56/0") == "2001:db8:1::/56");
  CHECK(subnet("0.0.0.0/0/0") == "");
  CHECK(subnet("") == "");
  CHECK(subnet("198.51.100.7/33") == "");

  const AddressRange ranges[] = {{"192.0.2.0/25", ""}, {"2001:db8::/33", ""}};
  CHECK(ranges[0].holds("192.0.2.99"));
  CHECK(ranges[0].holds("::ffff:192.0.2.99"));
  CHECK_FALSE(ranges[0].holds("192.0.2.200"));
  CHECK_FALSE(ranges[0].holds("laptop"));
  CHECK(ranges[1].holds("2001:db8:7fff::1"));
  CHECK_FALSE(ranges[1].holds("2001:db8:8000::1"));
  for (const char* wrong : {"192.0.2.0/33", "192.0.2", "::/129", "x", "192.0.2.1/"})
    CHECK_THROWS_WITH_AS(AddressRange(wrong, "--forwarder"), doctest::Contains("is not an address or a network"),
                         InputError);

  LogParserOptions options;
  options.forwarders = ranges;
  const std::string line =
      "24-Nov-2026 09:00:01.123 queries: info: client @0x1 192.0.2.99#5 (a.example): query: a.example IN A +";
  const Read forwarded = read({line + " (::1) [ECS 198.51.100.7/32/0]", line + " (::1)"}, std::move(options));
  CHECK(forwarded.questions == std::vector<std::string>{"a.example 198.51.100.7 2026-11-24T09:00:01Z",
                                                        "a.example 192.0.2.99 2026-11-24T09:00:01Z"});
  CHECK(forwarded.report.without_subnet == 1);
}

TEST_CASE("columns that are told") {
  const auto with = [](std::string_view columns, const std::vector<std::string>& lines) {
    LogParserOptions options;
    options.columns = parse_log_columns(columns, "--log-columns");
    return read(lines, std::move(options)).questions;
  };
  const std::vector<std::string> expected{"a.example 192.0.2.1 2026-11-24T09:00:01Z"};
  CHECK(with("time=1,client=3,name=2", {"2026-11-24 09:00:01;a.example;192.0.2.1;x"}) == expected);
  CHECK(with("time=when,client=who,name=what", {"what,when,who", "\"a.example\",1795510801,192.0.2.1"}) == expected);
  CHECK(with("time=when,client=who,name=2", {"when\twhat\twho", "1795510801\ta.example\t192.0.2.1"}) == expected);
  CHECK(with("name=q.n,client=c,time=t", {R"({"t":1795510801,"c":"192.0.2.1","q":{"n":"a.example"}})"}) == expected);
  CHECK(with("name=what,client=nobody", {"what,when,who", "a.example,1795510801,192.0.2.1"}).empty());
  for (const char* wrong : {"client=1", "name=", "name=1,name=2", "names=1", "name"})
    CHECK_THROWS_AS(parse_log_columns(wrong, "--log-columns"), InputError);
}

}  // namespace
}  // namespace dgacast

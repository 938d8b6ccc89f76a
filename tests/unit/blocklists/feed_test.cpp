// SPDX-License-Identifier: Apache-2.0
// Editions of a feed, made by the library alone.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>

#include "blocklists/feed/delta.h"
#include "blocklists/feed/feed.h"
#include "blocklists/feed/metrics.h"
#include "blocklists/formats/soa.h"
#include "blocklists/io/file.h"
#include "dga/core/json_value.h"

namespace dgacast {
namespace {

namespace fs = std::filesystem;

class Scratch {
 public:
  Scratch() {
    std::string name = (fs::temp_directory_path() / "dgacast-feed-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path = name;
  }
  ~Scratch() {
    std::error_code error;
    fs::remove_all(path, error);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  std::string path;
};

const Catalogue& catalogue() {
  static const Catalogue builtin = Catalogue::builtin();
  return builtin;
}

FeedReport publish(const std::string& text, const std::string& folder, UtcSeconds date, const RunContext& run) {
  const Imports imports;
  SigningKeys keys;
  const FeedInputs inputs{catalogue(), imports, std::move(keys), "test",
                          [](const std::set<std::string>&) { return std::vector<std::string>{}; }};
  FeedRun feed_run;
  feed_run.date = date;
  return publish_feed(read_feed_config(text, "c.json", folder), inputs, feed_run, run);
}

/// Three outputs of the same families: a zone, a CSV, a folder.
std::string three_outputs(const std::string& families, const std::string& ttl, const std::string& more) {
  return R"({"feed": "f", "folder": "out", "families": [)" + families + R"(], "outputs": [
      {"name": "zone", "format": "rpz", "rpz": {"origin": "rpz.example", "ttl": )" +
         ttl + R"(}}, {"name": "all", "format": "csv"}, {"name": "parts", "format": "plain", "split": "suffix"}])" +
         more + "}";
}

std::uint64_t number(const FeedReport& report, std::size_t output, const char* key) {
  return number_of(member(member(report.manifest, "outputs")[output], key));
}

}  // namespace

TEST_CASE("one merge of the names feeds all that an edition needs of them") {
  const Scratch scratch;
  Progress progress;
  const RunContext run{.progress = &progress, .threads = 2};
  const std::string config = three_outputs(R"("chinad", "dircrypt")", "300", "");
  const FeedReport first = publish(config, scratch.path, midnight(2026, 3, 1), run);
  REQUIRE(first.outcome == FeedOutcome::published);
  const std::uint64_t names = number(first, 0, "names");
  CHECK(names > 200);
  CHECK(progress.written == names);

  // Also when there is an edition to compare with, whether the names changed or not.
  progress.written = 0;
  const FeedReport second = publish(config, scratch.path, midnight(2026, 3, 2), run);
  CHECK(second.outcome == FeedOutcome::published);
  CHECK(progress.written == number(second, 0, "names"));
  CHECK(number(second, 0, "added") > 0);
  progress.written = 0;
  CHECK(publish(config, scratch.path, midnight(2026, 3, 2), run).outcome == FeedOutcome::unchanged);
  CHECK(progress.written == names);
}

TEST_CASE("lists need the candidates before, which is one merge more and not one an output") {
  const Scratch scratch;
  std::ofstream{scratch.path + "/allow.txt"} << "example.com\n";
  Progress progress;
  const FeedReport report = publish(three_outputs(R"("chinad")", "300", R"(, "lists": {"allow": ["allow.txt"]})"),
                                    scratch.path, midnight(2026, 3, 1), {.progress = &progress});
  REQUIRE(report.outcome == FeedOutcome::published);
  CHECK(progress.written == 2 * number(report, 0, "names"));
}

TEST_CASE("a list that did not change keeps its serial and time, one with another TTL does not") {
  const Scratch scratch;
  const std::string families = R"("dircrypt")";  // the same names every day
  publish(three_outputs(families, "300", ""), scratch.path, midnight(2026, 3, 1), {});
  const std::string zone = read_file(scratch.path + "/out/current/zone.rpz");
  const FeedReport same = publish(three_outputs(families, "300", ""), scratch.path, midnight(2026, 3, 2), {});
  REQUIRE(same.outcome == FeedOutcome::published);  // of another day
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(number(same, i, "serial") == static_cast<std::uint64_t>(unix_time(midnight(2026, 3, 1))));
    CHECK(member(member(same.manifest, "outputs")[i], "time") == "2026-03-01T00:00:00Z");
    CHECK_FALSE(flag_of(member(member(same.manifest, "outputs")[i], "changed")));
  }
  CHECK(read_file(scratch.path + "/out/current/zone.rpz") == zone);
  const FeedReport other = publish(three_outputs(families, "600", ""), scratch.path, midnight(2026, 3, 3), {});
  CHECK(number(other, 0, "serial") == static_cast<std::uint64_t>(unix_time(midnight(2026, 3, 3))));
  CHECK(number(other, 1, "serial") == static_cast<std::uint64_t>(unix_time(midnight(2026, 3, 1))));
  // Nothing of the lists that were tried is left.
  for (const auto& file : fs::recursive_directory_iterator(scratch.path + "/out/current/"))
    CHECK_FALSE(file.path().filename().string().starts_with('.'));
}

TEST_CASE("the deltas of a split output tell also of lists that are gone") {
  const Scratch scratch;
  const auto config = [](const char* tld) {
    return std::string(R"({"feed": "f", "folder": "out", "families": ["chinad"], "outputs": [{"name": "parts",
        "format": "plain", "split": "suffix", "max_churn_percent": 1000, "tlds": [")") +
           tld + R"("]}]})";
  };
  publish(config("com"), scratch.path, midnight(2026, 3, 1), {});
  const FeedReport report = publish(config("net"), scratch.path, midnight(2026, 3, 2), {});
  REQUIRE(report.outcome == FeedOutcome::published);
  const std::string gone = read_file(scratch.path + "/out/current/deltas/parts/com.csv");
  CHECK(gone.starts_with("op,from_serial,to_serial,domain\nrelease,1772323200,1772409600,"));
  CHECK(static_cast<std::uint64_t>(std::ranges::count(gone, '\n')) == number(report, 0, "released") + 1);
  const std::string came = read_file(scratch.path + "/out/current/deltas/parts/net.csv");
  CHECK(static_cast<std::uint64_t>(std::ranges::count(came, '\n')) == number(report, 0, "added") + 1);
}

TEST_CASE("a record is compared with the last one in whatever blocks it comes") {
  std::string before = "domain,x\n", after = "domain,x\n", expected = "op,from_serial,to_serial,domain,x\n";
  for (int i = 10'000; i < 14'000; ++i) {  // more than the reader holds at a time
    std::string name("n");
    name.append(std::to_string(i)).append(".example,");
    if (i % 3 != 0) before += name + "1\n";
    if (i % 5 != 0) after += name + (i % 7 == 0 ? "2\n" : "1\n");
    if (i % 3 == 0 && i % 5 != 0) expected += "add,3,4," + name + (i % 7 == 0 ? "2\n" : "1\n");
    if (i % 3 != 0 && i % 5 == 0) expected += "release,3,4," + name + "1\n";
    if (i % 3 != 0 && i % 5 != 0 && i % 7 == 0) expected += "change,3,4," + name + "2\n";
  }
  for (const std::size_t block : {std::size_t{1}, std::size_t{7}, std::size_t{4096}, after.size()}) {
    const Scratch scratch;
    struct Copy final : Output {
      void write(std::string_view octets) override { text.append(octets); }
      std::string text;
    } copy;
    DeltaWriter delta{copy, std::make_unique<MemoryInput>(before), {"3", 4}, scratch.path + "/d.csv", "d.csv"};
    for (std::size_t i = 0; i < after.size(); i += block) delta.write(std::string_view{after}.substr(i, block));
    delta.end();
    CHECK(copy.text == after);
    CHECK(read_file(scratch.path + "/d.csv") == expected);
  }
}

TEST_CASE("the serial of a zone is found in what the format writes") {
  struct Text final : Output {
    void write(std::string_view octets) override { text.append(octets); }
    std::string text;
  };
  const PublicSuffixes suffixes;
  for (const char* id : {"rpz", "knot-resolver"}) {
    for (const std::uint32_t serial : {0U, 2026030100U, 4294967295U}) {
      ListInfo info;
      info.suffixes = &suffixes;
      info.rpz.serial = serial;
      info.rpz.ttl = 2147483647;
      info.rpz.origin = std::string(63, 'a') + "." + std::string(63, 'b') + "." + std::string(63, 'c') + ".example";
      Text text;
      Sink sink{text};
      find_format(id, "").begin(info, sink);
      sink.flush();
      CHECK(soa_serial(std::string_view{text.text}.substr(0, kSoaReach)) == serial);
    }
  }
  CHECK_FALSE(soa_serial("").has_value());
  CHECK_FALSE(soa_serial("@ SOA localhost. hostmaster.localhost. 12").has_value());  // cut short: 12 of 1234
  CHECK_FALSE(soa_serial("@ SOA localhost. hostmaster.localhost. 99999999999 3600").has_value());
}

TEST_CASE("a configuration's paths are those from its folder") {
  const FeedConfig config = read_feed_config(
      R"({"feed": "f", "folder": "out", "catalogue": ["c"], "plugins": ["/p"], "imports": ["i"], "metrics": "m.prom",
          "memory": "256M", "temporary_folder": "tmp", "lists": {"allow": ["a"], "registered": ["r"], "created": ["/x/c"],
          "psl": "psl", "dates": {"a": "2026-01-01"}}, "sign": {"minisign": "credential:k",
          "cms": {"key": "k.pem", "certificate": "c.pem"}, "openpgp": {"key": "F", "home": "gpg"}},
          "outputs": [{"name": "e", "format": "epp-create", "partner": {"epp_config": "epp.json"}}]})",
      "c.json", "/etc/dgacast");
  CHECK(config.folder == "/etc/dgacast/out");
  CHECK(config.catalogue.front() == "/etc/dgacast/c");
  CHECK(config.plugins.front() == "/p");
  CHECK(config.imports.front() == "/etc/dgacast/i");
  CHECK(config.metrics == "/etc/dgacast/m.prom");
  CHECK(config.memory == std::uint64_t{256} << 20);
  CHECK(config.temporary_folder == "/etc/dgacast/tmp");
  CHECK(config.lists.allow.front() == "/etc/dgacast/a");
  CHECK(config.lists.registered.front() == "/etc/dgacast/r");
  CHECK(config.lists.created.front() == "/x/c");
  CHECK(config.lists.psl == "/etc/dgacast/psl");
  CHECK(config.lists.days.contains("/etc/dgacast/a"));
  CHECK(config.sign.minisign == "credential:k");
  CHECK(config.sign.cms_key == "/etc/dgacast/k.pem");
  CHECK(config.sign.cms_certificate == "/etc/dgacast/c.pem");
  CHECK(config.sign.openpgp_home == "/etc/dgacast/gpg");
  CHECK(config.outputs.front().epp_config == "/etc/dgacast/epp.json");
}

TEST_CASE("metrics escape the names that they tell") {
  const nlohmann::json manifest = {{"date", "2026-03-01"},
                                   {"outputs", {{{"name", "a"}, {"serial", 7}, {"families", {{"chi\"nad", 3}}}}}}};
  FeedReport report;
  report.guards = {"g"};
  const std::string text = feed_metrics("a\\\n", manifest, report, 1);
  CHECK(text.find("dgacast_feed_guards{feed=\"a\\\\\\n\"} 1\n") != std::string::npos);
  CHECK(text.find(",output=\"a\",family=\"chi\\\"nad\"} 3\n") != std::string::npos);
  CHECK(text.find("dgacast_feed_serial{feed=\"a\\\\\\n\",output=\"a\"} 7\n") != std::string::npos);
  CHECK(feed_metrics("f", nullptr, report, 1).find("serial") == std::string::npos);
}

}  // namespace dgacast

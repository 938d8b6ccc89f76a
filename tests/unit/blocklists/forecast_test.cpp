// SPDX-License-Identifier: Apache-2.0
#include "blocklists/judge/forecast.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "blocklists/write/chart.h"
#include "dga/core/issue.h"

namespace dgacast {
namespace {

class MemoryOutput final : public Output {
 public:
  void write(std::string_view octets) override { text.append(octets); }
  std::string text;
};

/// Names of two families over a winter.
struct Winter {
  Winter() {
    one.id = "one";
    two.id = "two<&";
    add("a.cn", {{&one, &seed, midnight(2026, 11, 30), midnight(2026, 12, 2), 0}});
    add("b.cn", {{&one, &seed, midnight(2026, 12, 1), midnight(2026, 12, 2), 0},
                 {&two, &seed, midnight(2027, 1, 5), midnight(2027, 1, 6), 0}});
    add("c.bit", {{&two, &seed, kUnbounded.begin, kUnbounded.end, 0}});
    for (std::size_t i = 0; i < names.size(); ++i) entries.push_back({names[i], sources[i]});
  }
  void add(std::string name, std::vector<Attribution> from) {
    names.push_back(std::move(name));
    sources.push_back(std::move(from));
  }
  /// "key names months first..until", a group a line.
  std::string counted(ForecastBy by, std::vector<Actor> actors = {}) {
    Forecast forecast{{midnight(2026, 11, 24), midnight(2027, 2, 1)}, by, judge, std::move(actors)};
    forecast.add(entries);
    std::string text;
    const auto put = [&](const ForecastGroup& group) {
      text.append(group.key).append(" ").append(std::to_string(group.names));
      for (const std::uint64_t month : group.months) text.append(" ").append(std::to_string(month));
      text.append(" ").append(format_date(group.first)).append("..").append(format_date(group.until)).append("\n");
    };
    put(forecast.total());
    for (const ForecastGroup* group : forecast.groups()) put(*group);
    return text;
  }

  CatalogueEntry one, two;
  Seed seed = SeedBuilder{"one", "s", {}}.build("");
  PublicSuffixes suffixes;
  Judge judge{suffixes, TldFacts::builtin()};
  std::vector<std::string> names;
  std::vector<std::vector<Attribution>> sources;
  std::vector<Entry> entries;
};

}  // namespace

TEST_CASE("a name counts once, and in each month in which bots try it") {
  Winter winter;
  const std::string total = "total 3 2 3 2 2026-11-24..2027-02-01\n";
  CHECK(winter.counted(ForecastBy::tld) ==
        total + "cn 2 1 2 1 2026-11-30..2027-01-06\nbit 1 1 1 1 2026-11-24..2027-02-01\n");
  CHECK(winter.counted(ForecastBy::actor) ==
        total + "registry 2 1 2 1 2026-11-30..2027-01-06\nresolver 1 1 1 1 2026-11-24..2027-02-01\n");
  CHECK(winter.counted(ForecastBy::family) ==
        total + "one 2 1 2 0 2026-11-30..2026-12-02\ntwo<& 2 1 1 2 2026-11-24..2027-02-01\n");
  CHECK(winter.counted(ForecastBy::month) == total +
                                                 "2026-11 2 2 0 0 2026-11-24..2026-12-01\n"
                                                 "2026-12 3 0 3 0 2026-12-01..2027-01-01\n"
                                                 "2027-01 2 0 0 2 2027-01-01..2027-02-01\n");
  CHECK(winter.counted(ForecastBy::tld, {Actor::registry}) ==
        "total 2 1 2 1 2026-11-30..2027-01-06\ncn 2 1 2 1 2026-11-30..2027-01-06\n");
  CHECK(parse_forecast_by("family", "--by") == ForecastBy::family);
  CHECK_THROWS_AS(parse_forecast_by("families of malware", "--by"), InputError);
}

TEST_CASE("the stacks of the chart add up to the months, and its text is XML") {
  Winter winter;
  Forecast forecast{{midnight(2026, 11, 24), midnight(2027, 2, 1)}, ForecastBy::tld, winter.judge, {}};
  forecast.add(winter.entries);
  CHECK(forecast.tlds() == 2);
  CHECK(forecast.families() == 2);
  std::vector<std::uint64_t> sums(forecast.months().size());
  for (const auto& [family, months] : forecast.stacks()) {
    for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += months[i];
  }
  CHECK(sums == forecast.total().months);
  MemoryOutput output;
  Sink sink{output};
  write_chart(forecast, "a < b", sink);
  sink.flush();
  CHECK(output.text.starts_with("<?xml"));
  CHECK(output.text.ends_with("</svg>\n"));
  CHECK(output.text.find("<title>a &lt; b</title>") != std::string::npos);
  CHECK(output.text.find("two&lt;&amp;, 2027-01: 2") != std::string::npos);
  CHECK(output.text.find("two<") == std::string::npos);
}

}  // namespace dgacast

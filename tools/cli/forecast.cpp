// SPDX-License-Identifier: Apache-2.0
// dgacast forecast: how many names a range of dates brings, by month and by TLD, actor or family.
#include "blocklists/judge/forecast.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "blocklists/formats/text.h"
#include "blocklists/io/output.h"
#include "blocklists/options/answers.h"
#include "blocklists/options/selection.h"
#include "blocklists/write/chart.h"
#include "dga/core/json_value.h"
#include "tools/cli/arguments.h"
#include "tools/cli/date_options.h"
#include "tools/cli/list_options.h"
#include "tools/cli/seed_options.h"
#include "tools/cli/table.h"

namespace dgacast {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kWidest = 28;  // of a cell

struct Options {
  SeedOptions seeds;
  DateOptions dates;
  std::vector<std::string> catalogue;
  ListOptions list;  // its selection only
  std::string by = "tld", svg;
  bool json = false;
};

/// The dates of what the counts rest on.
struct Basis {
  std::string catalogue;
  const PublicSuffixes& suffixes;
};

Json counts(const Forecast& forecast, const ForecastGroup& group) {
  Json months = Json::object();
  for (std::size_t i = 0; i < group.months.size(); ++i) months[forecast.months()[i]] = group.months[i];
  Json json{{"names", group.names}};
  json["first"] = group.names == 0 ? Json(nullptr) : Json(format_instant(group.first));
  json["until"] = group.names == 0 ? Json(nullptr) : Json(format_instant(group.until));
  json["months"] = std::move(months);
  return json;
}

void put_json(const Forecast& forecast, ForecastBy by, Period horizon, const Basis& basis, Sink& out) {
  Json json{{"from", format_instant(horizon.begin)}, {"to", format_instant(horizon.end)}};
  json["tlds"] = forecast.tlds();
  json["families"] = forecast.families();
  json["total"] = counts(forecast, forecast.total());
  json["by"] = to_text(by);
  json["groups"] = Json::array();
  for (const ForecastGroup* group : forecast.groups()) {
    Json item{{std::string(to_text(by)), group->key}};
    item.update(counts(forecast, *group));
    json["groups"].push_back(std::move(item));
  }
  json["basis"] = {{"catalogue", basis.catalogue},
                   {"public_suffix_list", basis.suffixes.date()},
                   {"delegated_tlds", TldFacts::builtin().root_date()},
                   {"registry_rules", TldFacts::builtin().rules_date()},
                   {"provider_zones", TldFacts::builtin().zones_date()}};
  out.put(std::string_view{json_text(json)}, '\n');
}

void put_text(const Forecast& forecast, ForecastBy by, Period horizon, const Basis& basis, Sink& out) {
  out.put("names     ", forecast.total().names, " of ", forecast.families(), " families under ", forecast.tlds(),
          " TLDs\n", "span      ", std::string_view{format_instant(horizon.begin)}, " to ",
          std::string_view{format_instant(horizon.end)}, "\n", "basis     catalogue ",
          std::string_view{basis.catalogue}, ", Public Suffix List of ", std::string_view{basis.suffixes.date()},
          ", TLDs of ", std::string_view{TldFacts::builtin().root_date()}, "\n\n");
  std::vector<std::vector<std::string>> rows{{"MONTH", "NAMES"}};
  for (std::size_t i = 0; i < forecast.months().size(); ++i)
    rows.push_back({forecast.months()[i], std::to_string(forecast.total().months[i])});
  put_table(rows, {1}, kWidest, out);
  if (by == ForecastBy::month) return;
  std::string title(to_text(by));
  std::ranges::transform(title, title.begin(), [](char c) { return static_cast<char>(c - 'a' + 'A'); });
  rows = {{title, "NAMES", "FIRST", "UNTIL"}};
  for (const ForecastGroup* group : forecast.groups())
    rows.push_back(
        {group->key, std::to_string(group->names), format_instant(group->first), format_instant(group->until)});
  out.put('\n');
  put_table(rows, {1}, kWidest, out);
}

void run(const Options& options, const Context& context) {
  const ForecastBy by = parse_forecast_by(options.by, "--by");
  const auto suffixes = load_suffixes(options.list.screen.psl);
  const NameFilter filter = filter_of(options.list, *suffixes);
  const ScreenOptions screen = screen_options_of(options.list.screen);
  const auto catalogue = catalogue_of(context, options.catalogue);
  const Period horizon = horizon_of(options.dates);
  const Plan plan = plan_of(catalogue, options.seeds, horizon, run_context(context));

  const auto write = [&](Output& output, Output* chart) {
    const Collection names = collect(
        plan, filter, {.provenance = true, .reduce_by = options.list.screen.reduces() ? &TldFacts::builtin() : nullptr},
        run_context(context, options.list));
    Judge judge{*suffixes, TldFacts::builtin()};
    Forecast forecast{horizon, by, judge, screen.actors};
    names.visit([&](std::span<const Entry> entries) {
      if (context.stop.stop_requested()) throw Interrupted{};
      forecast.add(entries);
    });
    const Basis basis{catalogue->digest().substr(0, 12), *suffixes};
    Sink out{output};
    (options.json ? put_json : put_text)(forecast, by, horizon, basis, out);
    out.flush();
    if (chart == nullptr) return;
    Sink svg{*chart};
    write_chart(forecast,
                "Names a month that malware will call, " + format_date(horizon.begin) + " to " +
                    format_date(horizon.end - std::chrono::seconds{1}),
                svg);
    svg.flush();
  };
  with_output("-", [&](Output& output) {
    if (options.svg.empty()) return write(output, nullptr);
    with_output(options.svg, [&](Output& chart) { write(output, &chart); });
  });
}

}  // namespace

void add_forecast(Arguments& command, Context& context) {
  const auto options = std::make_shared<Options>();
  command.add(option::family_arguments, options->seeds.families);
  add_seed_options(command, options->seeds);
  add_date_options(command, options->dates);
  command.add(option::forecast_by, options->by);
  command.add(option::json_object, options->json);
  command.add(option::svg, options->svg);
  add_selection_options(command, options->list);
  add_run_options(command, options->list);
  command.add(option::catalogue, options->catalogue);
  command.run([options, &context] { run(*options, context); });
}

}  // namespace dgacast

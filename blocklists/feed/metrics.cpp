// SPDX-License-Identifier: Apache-2.0
#include "blocklists/feed/metrics.h"

#include "dga/core/json_value.h"

namespace dgacast {
namespace {

/// A label's value, escaped as Prometheus wants it.
std::string label(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == '"') out.push_back('\\');
    out.append(c == '\n' ? "\\n" : std::string(1, c));
  }
  return out;
}

}  // namespace

std::string feed_metrics(const std::string& name, const nlohmann::json& current, const FeedReport& report,
                         double seconds) {
  const std::string feed = "feed=\"" + label(name) + "\"";
  std::string text;
  const auto help = [&text](const std::string& metric, const std::string& meaning) {
    text.append("# HELP ").append(metric).append(" ").append(meaning);
    text.append("\n# TYPE ").append(metric).append(" gauge\n");
  };
  const auto value = [&](const std::string& metric, const std::string& more, const std::string& number) {
    text.append(metric).append("{").append(feed).append(more).append("} ").append(number).append("\n");
  };
  help("dgacast_feed_guards", "Guards that fired in the last run; 0: none.");
  value("dgacast_feed_guards", "", std::to_string(report.guards.size()));
  help("dgacast_feed_warnings",
       "Warnings of the last run: what could not be cleared away, commands that failed, damage.");
  value("dgacast_feed_warnings", "", std::to_string(report.warnings.size()));
  help("dgacast_feed_run_seconds", "How long the last run took.");
  value("dgacast_feed_run_seconds", "", std::to_string(seconds));
  if (!current.is_object()) return text;
  help("dgacast_feed_date_seconds", "Day of the current issue as Unix time.");
  value("dgacast_feed_date_seconds", "",
        std::to_string(unix_time(parse_date(text_of(member(current, "date")), "manifest.json"))));
  help("dgacast_feed_serial", "Serial of an output.");
  for (const auto& output : member(current, "outputs"))
    value("dgacast_feed_serial", ",output=\"" + label(text_of(member(output, "name"))) + "\"",
          json_text(member(output, "serial")));
  help("dgacast_feed_names", "Names of a family in an output.");
  for (const auto& output : member(current, "outputs")) {
    for (const auto& [family, names] : member(output, "families").items())
      value("dgacast_feed_names",
            ",output=\"" + label(text_of(member(output, "name"))) + "\",family=\"" + label(family) + "\"",
            json_text(names));
  }
  return text;
}

}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
#include "blocklists/answers/logs/report.h"

#include <fmt/format.h>

#include <string>

#include "blocklists/io/json_string.h"
#include "dga/core/issue.h"
#include "dga/core/text.h"

namespace dgacast {
namespace {

std::string_view or_dash(std::string_view text) noexcept { return text.empty() ? "-" : text; }

}  // namespace

void ScanReport::put_time(const std::optional<UtcSeconds>& time) {
  if (!time) return out_.put("null");
  out_.put('"', time_(*time), '"');
}

void ScanReport::hit(const LogHit& hit) {
  count_hit();
  const Source& source = *hit.source;
  const std::string offset = std::to_string(hit.clock_offset.count());
  if (form_ == ReportForm::text) {
    out_.put(hit.time ? time_(*hit.time) : "-", '\t', or_dash(hit.client), '\t', std::string_view{printable(hit.name)},
             '\t', std::string_view{source.entry->id}, '/', std::string_view{source.seed->id()}, '\t',
             from_(source.period.begin), '\t', until_(source.valid_until), '\t', hit.index, '\t',
             std::string_view{offset}, '\n');
    return;
  }
  out_.put("{\"type\":\"hit\",\"time\":");
  put_time(hit.time);
  out_.put(",\"client\":");
  put_json_string(out_, hit.client);
  out_.put(",\"domain\":");
  put_json_string(out_, hit.name);
  out_.put(",\"name\":");
  put_json_string(out_, hit.name);
  out_.put(",\"generated\":");
  put_json_string(out_, hit.generated);
  out_.put(',');
  source_.put(out_, source.attribution(hit.index));
  out_.put(",\"clock_offset\":", std::string_view{offset}, "}\n");
}

void ScanReport::client(const ClientReport& client) {
  const std::string chance = fmt::format("{:.3g}", client.chance);
  if (form_ == ReportForm::text) {
    if (!std::exchange(is_headed_, true))
      out_.put("verdict\tclient\tfamily\tseeds\tfirst seen\tlast seen\tquestions\tnames\tof one list\tchance\n");
    std::string seeds;
    for (const std::string& seed : client.seeds) seeds.append(seeds.empty() ? "" : ",").append(seed);
    out_.put(to_text(client.verdict), '\t', or_dash(client.client), '\t', std::string_view{client.family}, '\t',
             std::string_view{seeds}, '\t', client.first_seen ? from_(*client.first_seen) : "-", '\t',
             client.last_seen ? until_(*client.last_seen) : "-", '\t', client.questions, '\t', client.names, '\t',
             client.best, '\t', std::string_view{chance}, '\n');
    return;
  }
  out_.put("{\"type\":\"client\",\"verdict\":\"", to_text(client.verdict), "\",\"client\":");
  put_json_string(out_, client.client);
  out_.put(",\"family\":");
  put_json_string(out_, client.family);
  out_.put(",\"seeds\":[");
  for (std::size_t i = 0; i < client.seeds.size(); ++i) {
    if (i > 0) out_.put(',');
    put_json_string(out_, client.seeds[i]);
  }
  out_.put("],\"first_seen\":");
  put_time(client.first_seen);
  out_.put(",\"last_seen\":");
  put_time(client.last_seen);
  out_.put(",\"questions\":", client.questions, ",\"names\":", client.names, ",\"lists\":", client.lists,
           ",\"best_list\":", client.best, ",\"in_order\":", std::string_view{client.in_order ? "true" : "false"},
           ",\"chance\":", std::string_view{chance}, "}\n");
}

void ScanReport::log(std::string_view file, const LogResult& log) {
  if (form_ == ReportForm::text) return;
  const LogReport& report = log.report;
  out_.put("{\"type\":\"log\",\"file\":");
  put_json_string(out_, file);
  out_.put(",\"lines\":", report.lines, ",\"questions\":", log.questions, ",\"repeats\":", log.repeats, ",\"forms\":[");
  for (std::size_t i = 0; i < report.forms.size(); ++i) {
    const LogReport::Form& form = report.forms[i];
    out_.put(std::string_view{i > 0 ? "," : ""}, "{\"form\":\"", form.id, "\",\"lines\":", form.lines,
             ",\"questions\":", form.questions, "}");
  }
  out_.put("],\"not_understood\":", report.not_understood, ",\"first_not_understood\":");
  if (report.not_understood == 0) {
    out_.put("null");
  } else {
    out_.put("{\"line\":", report.first_not_understood, ",\"text\":");
    const std::string text = quote(report.first_text);
    put_json_string(out_, std::string_view{text}.substr(1, text.size() - 2));
    out_.put("}");
  }
  out_.put(",\"too_long\":", log.too_long, ",\"without_time\":", report.untimed,
           ",\"without_subnet\":", report.without_subnet, "}\n");
}

void ScanReport::end(const Scanner& scanner) {
  if (form_ == ReportForm::text) return;
  out_.put("{\"type\":\"scan\",\"questions\":", scanner.questions(), ",\"repeats\":", scanner.repeats(),
           ",\"hits\":", hits_, ",\"untimed_hits\":", scanner.untimed_hits(),
           ",\"dropped_clients\":", scanner.dropped_clients(), "}\n");
}

}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
#include "tools/cli/date_options.h"

#include <chrono>

#include "tools/cli/arguments.h"

namespace dgacast {
void add_date_options(Arguments& command, DateOptions& options, const Option& on) {
  command.add(on, options.on);
  command.add(option::from, options.from);
  command.add(option::to, options.to);
  command.add(option::days, options.days);
}

Period horizon_of(const DateOptions& options) {
  using std::chrono::days;
  constexpr UtcSeconds kEnd = midnight(kLastYear + 1, 1, 1);
  if (options.on && options.range())
    usage("--on", "stands beside --from, --to or --days", "give either one date or a range");
  if (!options.range()) {
    const UtcSeconds begin = options.on ? parse_instant(*options.on, "--on") : today();
    const bool instant = options.on && has_time(*options.on);
    return {begin, begin + (instant ? std::chrono::seconds{1} : std::chrono::seconds{days{1}})};
  }
  const UtcSeconds begin = options.from ? parse_date(*options.from, "--from") : today();
  if (options.to && options.days) usage("--to", "stands beside --days", "give one of the two");
  if (options.days) {
    const UtcSeconds end = begin + days{*options.days};
    if (end > kEnd) {
      usage("--days", std::to_string(*options.days) + " days from " + format_date(begin) + " go beyond 2199",
            "lists are made for the years 1970 to 2199");
    }
    return {begin, end};
  }
  if (!options.to) usage("--from", "has no end", "give --to DATE (inclusive) or --days N");
  const UtcSeconds last = parse_date(*options.to, "--to");
  if (last < begin) {
    usage("--to", *options.to + " is before the first day, " + format_date(begin), "exchange the two dates");
  }
  return {begin, last + days{1}};
}

}  // namespace dgacast

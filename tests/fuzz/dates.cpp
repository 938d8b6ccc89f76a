// SPDX-License-Identifier: Apache-2.0
// A date or an instant from the command line or a file: what is read is written back as it was.
#include "dga/core/calendar.h"
#include "dga/core/issue.h"
#include "tests/fuzz/target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dgacast;
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  try {
    if (format_date(parse_date(text, "fuzz")) != text) std::abort();
  } catch (const InputError&) {
  }
  try {
    const UtcSeconds instant = parse_instant(text, "fuzz");
    if ((has_time(text) ? format_instant(instant) : format_date(instant)) != text) std::abort();
    const CivilDate date = civil(instant);
    if (midnight(static_cast<std::int32_t>(date.year), date.month, date.day) != midnight_before(instant)) std::abort();
  } catch (const InputError&) {
  }
  return 0;
}

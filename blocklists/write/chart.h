// SPDX-License-Identifier: Apache-2.0
// A forecast to look at: a bar a month, stacked by family, as SVG 1.1.
#pragma once
#include "blocklists/io/sink.h"
#include "blocklists/judge/forecast.h"

namespace [[gnu::visibility("default")]] dgacast {

/// Writes the chart. The families with the most names have a colour each, the rest are one stack. Same forecast, same
/// octets.
void write_chart(const Forecast& forecast, std::string_view title, Sink& out);

}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
// Vidro as a plugin in C++: 100 names a week from the number of the week. Written from dga/plugins/plugin.h alone.
// Facts and seeds: example_vidro.json. Golden vectors: example_vidro.jsonl.
#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

#include "dga/plugins/plugin.h"

namespace {

constexpr std::int64_t kWeek = 7 * 86400;
constexpr std::int64_t kAnchor = 1'274'000'000;  // 2010-05-16T08:53:20Z
constexpr std::uint32_t kLabels = 100;           // from here on the labels come again, with another suffix
constexpr std::array<std::string_view, 3> kSuffixes{".dyndns.org", ".com", ".net"};

std::int64_t week_of(std::int64_t instant) {
  const std::int64_t seconds = instant - kAnchor;
  return seconds / kWeek - (seconds % kWeek < 0 ? 1 : 0);  // rounds down before the anchor too
}

/// The example generator of ISO C.
class Random {
 public:
  explicit Random(std::uint32_t seed) : state_(seed) {}
  std::uint32_t next() { return (state_ = state_ * 1103515245u + 12345u) >> 10; }

 private:
  std::uint32_t state_;
};

}  // namespace

const dgacast_description* dgacast_plugin_describe() {
  static constexpr dgacast_parameter kParameters[] = {
      {.name = "count", .type = DGACAST_U32, .optional = 0, .min = 0, .max = DGACAST_MOST_NAMES}};
  static constexpr dgacast_description kDescription{.abi = DGACAST_PLUGIN_ABI,
                                                    .size = sizeof(dgacast_description),
                                                    .id = "example_vidro",
                                                    .taxonomy = DGACAST_TDD,
                                                    .look_back = 0,
                                                    .most_names = DGACAST_MOST_NAMES,
                                                    .period = "7 days",
                                                    .parameters = kParameters,
                                                    .parameter_count = 1,
                                                    .reserved = 0};
  return &kDescription;
}

std::int32_t dgacast_plugin_period(const dgacast_value*, std::uint64_t, std::int64_t instant, dgacast_period* period) {
  period->begin = kAnchor + week_of(instant) * kWeek;
  period->end = period->begin + kWeek;
  return 0;
}

std::int32_t dgacast_plugin_generate(const dgacast_value* values, std::uint64_t, const dgacast_period* period,
                                     dgacast_sink sink, void* context) {
  const auto week = static_cast<std::uint32_t>(week_of(period->begin));
  for (std::uint32_t i = 0; i < values[0].number; ++i) {
    Random random{123456u * (week + 1005u) + i % kLabels};
    std::array<char, 32> name;  // no allocation: nothing here throws, and no exception may cross the border
    auto end = name.begin() + random.next() % 6 + 7;
    std::generate(name.begin(), end, [&random] { return static_cast<char>('a' + random.next() % 26); });
    const std::string_view suffix = kSuffixes[i % kSuffixes.size()];
    end = std::copy(suffix.begin(), suffix.end(), end);
    if (sink(context, name.data(), static_cast<std::uint64_t>(end - name.begin())) != 0) break;
  }
  return 0;
}

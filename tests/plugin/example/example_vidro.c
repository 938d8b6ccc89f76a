/* SPDX-License-Identifier: Apache-2.0
 * Vidro as a plugin in C: 100 names a week from the number of the week. Written from dga/plugins/plugin.h alone.
 * Facts and seeds: example_vidro.json. Golden vectors: example_vidro.jsonl. */
#include <string.h>

#include "dga/plugins/plugin.h"

static const int64_t kWeek = 7 * 86400;
static const int64_t kAnchor = 1274000000; /* 2010-05-16T08:53:20Z */
static const uint32_t kLabels = 100;       /* from here on the labels come again, with another suffix */
static const char* const kSuffixes[] = {".dyndns.org", ".com", ".net"};

const dgacast_description* dgacast_plugin_describe(void) {
  static const dgacast_parameter kParameters[] = {{"count", DGACAST_U32, 0, 0, DGACAST_MOST_NAMES}};
  static const dgacast_description kDescription = {.abi = DGACAST_PLUGIN_ABI,
                                                   .size = sizeof(dgacast_description),
                                                   .id = "example_vidro",
                                                   .taxonomy = DGACAST_TDD,
                                                   .most_names = DGACAST_MOST_NAMES,
                                                   .period = "7 days",
                                                   .parameters = kParameters,
                                                   .parameter_count = 1};
  return &kDescription;
}

static int64_t week_of(int64_t instant) {
  const int64_t seconds = instant - kAnchor;
  return seconds / kWeek - (seconds % kWeek < 0); /* rounds down before the anchor too */
}

int32_t dgacast_plugin_period(const dgacast_value* values, uint64_t count, int64_t instant, dgacast_period* period) {
  (void)values, (void)count;
  period->begin = kAnchor + week_of(instant) * kWeek;
  period->end = period->begin + kWeek;
  return 0;
}

/* The example generator of ISO C. */
static uint32_t next(uint32_t* state) {
  *state = *state * 1103515245u + 12345u;
  return *state >> 10;
}

int32_t dgacast_plugin_generate(const dgacast_value* values, uint64_t count, const dgacast_period* period,
                                dgacast_sink sink, void* context) {
  (void)count;
  const uint32_t week = (uint32_t)week_of(period->begin);
  for (uint32_t i = 0; i < values[0].number; ++i) {
    uint32_t state = 123456u * (week + 1005u) + i % kLabels;
    char name[32];
    uint64_t size = next(&state) % 6 + 7;
    for (uint64_t k = 0; k < size; ++k) name[k] = (char)('a' + next(&state) % 26);
    const char* const suffix = kSuffixes[i % 3];
    memcpy(name + size, suffix, strlen(suffix));
    size += strlen(suffix);
    if (sink(context, name, size) != 0) break;
  }
  return 0;
}

/* SPDX-License-Identifier: Apache-2.0
 * One faulty plugin for each FAULT_... that is defined: a good one but for that. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "dga/core/plugin.h"

#ifndef FAULT_ID
#define FAULT_ID "faulty"
#endif

const dgacast_description* dgacast_plugin_describe(void) {
  static const dgacast_parameter kParameters[] = {
#if defined FAULT_PARAMETER_TYPE
      {"count", 77, 0, 0, 10},
#elif defined FAULT_PARAMETER_NAME
      {"Count\n", DGACAST_U32, 0, 0, 10},
#elif defined FAULT_PARAMETER_RANGE
      {"count", DGACAST_U32, 0, 0, 0x100000000},
#else
      {"count", DGACAST_U32, 0, 0, 10},
#endif
  };
  static dgacast_description description = {.abi = DGACAST_PLUGIN_ABI,
                                            .size = sizeof(dgacast_description),
                                            .id = FAULT_ID,
                                            .taxonomy = DGACAST_TDD,
                                            .most_names = 10,
                                            .period = "1 day",
                                            .parameters = kParameters,
                                            .parameter_count = 1};
#if defined FAULT_VERSION
  description.abi = 2;
#elif defined FAULT_SIZE
  description.size = 56;
#elif defined FAULT_TAXONOMY
  description.taxonomy = 0;
#elif defined FAULT_COUNT
  description.most_names = (uint64_t)1 << 40;
#elif defined FAULT_NULL
  return NULL;
#elif defined FAULT_CRASH
  raise(SIGSEGV);
#elif defined FAULT_ABORT
  abort();
#elif defined FAULT_EXIT
  _exit(0);
#elif defined FAULT_HANG
  for (;;) pause();
#elif defined FAULT_WILD_POINTER
  description.id = (const char*)16;
#endif
  return &description;
}

#if !defined FAULT_SYMBOL
int32_t dgacast_plugin_period(const dgacast_value* values, uint64_t count, int64_t instant, dgacast_period* period) {
  (void)values, (void)count;
#if defined FAULT_PERIOD_ELSEWHERE
  instant += 86400;
#endif
  period->begin = instant - instant % 86400;
  period->end = period->begin + 86400;
#if defined FAULT_PERIOD_FAILS
  return 7;
#elif defined FAULT_PERIOD_OVERLAPS
  period->begin = instant;
#elif defined FAULT_PERIOD_SHORT
  period->begin = instant;
  period->end = instant + 1;
#elif defined FAULT_PERIOD_ENDLESS
  period->end = INT64_MAX;
#endif
  return 0;
}
#endif

int32_t dgacast_plugin_generate(const dgacast_value* values, uint64_t count, const dgacast_period* period,
                                dgacast_sink sink, void* context) {
  (void)values, (void)count, (void)period;
  static const char kGood[] = "good.example.com";
  if (sink(context, kGood, strlen(kGood)) != 0) return 0;
#if defined FAULT_LONG_NAME
  char name[300];
  memset(name, 'a', sizeof name);
  sink(context, name, sizeof name);
#elif defined FAULT_HUGE_SIZE
  sink(context, kGood, UINT64_MAX);
#elif defined FAULT_NULL_NAME
  sink(context, NULL, 5);
#elif defined FAULT_EMPTY_NAME
  sink(context, kGood, 0);
#elif defined FAULT_CONTROL
  sink(context, "a\n.com", 6);
#elif defined FAULT_UPPER_CASE
  sink(context, "A.com", 5);
#elif defined FAULT_FINAL_DOT
  sink(context, "a.com.", 6);
#elif defined FAULT_ENDLESS
  while (sink(context, kGood, strlen(kGood)) == 0) continue;
#elif defined FAULT_ENDLESS_DEAF
  for (;;) sink(context, kGood, strlen(kGood));
#elif defined FAULT_GENERATE_FAILS
  return -1;
#endif
  return 0;
}

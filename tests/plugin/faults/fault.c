/* SPDX-License-Identifier: Apache-2.0
 * One faulty plugin for each FAULT_... that is defined: a good one but for that. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "dga/plugins/plugin.h"

#ifndef FAULT_ID
#define FAULT_ID "faulty"
#endif

/* What a plugin tries that wants more than to compute. */
#if defined FAULT_THREAD
static void* idle(void* context) { return context; }
#endif
#if defined FAULT_DEAF
static void go_on(int number) { (void)number; }
#endif
static int try_it(void) {
#if defined FAULT_OPEN_FILE
  return open("/etc/passwd", O_RDONLY) < 0;
#elif defined FAULT_LIST_FOLDER
  char name[64];
  return readlinkat(AT_FDCWD, "/proc/self/exe", name, sizeof name) < 0;
#elif defined FAULT_WRITE_FILE
  return open("made.txt", O_WRONLY | O_CREAT, 0600) < 0;
#elif defined FAULT_NETWORK
  return socket(AF_INET, SOCK_STREAM, 0) < 0;
#elif defined FAULT_FORK
  return fork() < 0;
#elif defined FAULT_THREAD
  pthread_t thread;
  return pthread_create(&thread, NULL, idle, NULL);
#elif defined FAULT_EXEC
  return execl("/bin/sh", "sh", "-c", "touch made.txt", (char*)NULL);
#elif defined FAULT_SIGNAL_OTHER
  return kill(1, 0);
#elif defined FAULT_SLEEP
  const struct timespec long_time = {1000000, 0};
  return nanosleep(&long_time, NULL);
#elif defined FAULT_CODE
  return mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED;
#elif defined FAULT_MEMORY
  return mmap(NULL, (size_t)10 << 30, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? 12
                                                                                                                : 0;
#elif defined FAULT_DEAF
  signal(SIGSYS, go_on);
  open("made.txt", O_WRONLY | O_CREAT, 0600);
  return 0;
#elif defined FAULT_BUSY
  for (volatile int i = 0;; i = i + 1) continue;
#elif defined FAULT_WAIT
  char c;
  return (int)read(3, &c, 1);
#elif defined FAULT_CRASH_GENERATE
  raise(SIGSEGV);
#elif defined FAULT_ABORT_GENERATE
  abort();
#elif defined FAULT_EXIT_GENERATE
  exit(0);
#elif defined FAULT_STACK
  volatile char deep[1 << 16];
  deep[0] = 1;
  return try_it() + deep[0];
#endif
  return 0;
}

/* What runs while the library is loaded. */
static const char* memory = NULL; /* that which names go through */
__attribute__((constructor)) static void on_load(void) {
#if defined FAULT_READ_ON_LOAD
  if (open("/etc/passwd", O_RDONLY) < 0) abort();
#elif defined FAULT_WRITE_ON_LOAD
  open("made.txt", O_WRONLY | O_CREAT, 0600);
#elif defined FAULT_NETWORK_ON_LOAD
  socket(AF_INET, SOCK_STREAM, 0);
#elif defined FAULT_CRASH_ON_LOAD
  abort();
#endif
  FILE* const maps = fopen("/proc/self/maps", "r");
  char line[500];
  while (maps != NULL && fgets(line, sizeof line, maps) != NULL) {
    if (strstr(line, "memfd:dgacast-plugin") != NULL) memory = (const char*)strtoull(line, NULL, 16);
  }
  if (maps != NULL) fclose(maps);
}

/* Says what the process that runs the plugin would say: a kind, a size, and that many octets. */
#if defined FAULT_FORGED
static void say(uint32_t kind, uint32_t size, const void* octets, size_t given) {
  char text[512];
  memcpy(text, &kind, 4);
  memcpy(text + 4, &size, 4);
  memcpy(text + 8, octets, given);
  if (write(3, text, 8 + given) < 0) abort();
}
static void forge(void) {
  const uint32_t chunk = 1 << 18, too_much = chunk + 1;
  char* const place = (char*)memory;
  (void)chunk, (void)too_much, (void)place;
#if defined FAULT_FORGED_LENGTHS
  const uint32_t size = 4;
  memcpy(place,
         "\xFD"
         "abc",
         4); /* 253 octets, of which three are there */
  say(4, 4, &size, 4);
#elif defined FAULT_FORGED_LISTS
  memset(place, 255, chunk); /* nothing but ends of lists */
  say(4, 4, &chunk, 4);
#elif defined FAULT_FORGED_CHUNK
  say(4, 4, &too_much, 4);
#elif defined FAULT_FORGED_SIZE
  say(4, UINT32_MAX, &chunk, 4);
#elif defined FAULT_FORGED_KIND
  say(77, 4, &chunk, 4);
#elif defined FAULT_FORGED_NOTHING
  const uint32_t nothing = 0;
  say(4, 4, &nothing, 4);
#elif defined FAULT_FORGED_FLOOD
  const uint32_t size = 2;
  memcpy(place, "\1a", 2);
  for (;;) say(3, 4, &size, 4);
#elif defined FAULT_FORGED_TEXT
  const uint64_t line = 7, sizes[] = {12, 3};
  char fault[8 + 8 + 12 + 8 + 3];
  memcpy(fault, &line, 8);
  memcpy(fault + 8, sizes, 8);
  memcpy(fault + 16, "a\nb\033[31mc\xe2\x80\xae", 12);
  memcpy(fault + 28, sizes + 1, 8);
  memcpy(fault + 36, "d\re", 3);
  say(5, sizeof fault, fault, sizeof fault);
#endif
  for (;;) continue;
}
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
  for (volatile int i = 0;; i = i + 1) continue;
#elif defined FAULT_WILD_POINTER
  description.id = (const char*)16;
#endif
  return &description;
}

#if !defined FAULT_SYMBOL
int32_t dgacast_plugin_period(const dgacast_value* values, uint64_t count, int64_t instant, dgacast_period* period) {
  (void)values, (void)count;
#if defined FAULT_CRASH_PERIOD
  raise(SIGSEGV);
#elif defined FAULT_EXIT_PERIOD
  exit(3);
#elif defined FAULT_NETWORK_PERIOD
  socket(AF_INET, SOCK_STREAM, 0);
#elif defined FAULT_CRASH_LATER
  if (instant > 1796083200) raise(SIGSEGV); /* 2026-12-01 */
#elif defined FAULT_PERIOD_ELSEWHERE
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
#if defined FAULT_FORGED
  forge();
#elif defined FAULT_BEYOND_MEMORY
  for (volatile char* place = (char*)memory;; place += 4096) *place = 1;
#endif
  const int32_t tried = try_it();
  if (tried != 0) return tried;
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

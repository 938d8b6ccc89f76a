/* SPDX-License-Identifier: Apache-2.0
 *
 * The C interface of a plugin: a shared library that adds one family to dgacast without rebuilding it.
 *
 *   cc -std=c11 -O2 -shared -fPIC -I /path/to/dgacast -o my_family.so my_family.c
 *   dgacast generate my_family --plugin ./my_family.so          (my_family.json beside it: facts and seeds)
 *   dgacast selftest --plugin ./my_family.so                    (my_family.jsonl beside it: golden vectors)
 *
 * This header is all that a plugin needs. It is C11 and C++11 and includes <stdint.h> only. tests/plugin/ of the source
 * tree has a worked example in C and one in C++.
 *
 * A plugin exports three functions, with C linkage and default visibility:
 *
 *   dgacast_plugin_describe   what the family is
 *   dgacast_plugin_period     the period of an instant
 *   dgacast_plugin_generate   the names of a period
 *
 * Conventions
 *   - Layout: a machine with 8-octet pointers, two's complement and natural alignment; sizes and offsets stand at each
 *     member and are checked at compile time on both sides. There is no padding. Reserved members are 0.
 *   - Text is octets. A `const char *` ends with a zero octet; a dgacast_text has a size and no such end.
 *   - Time is signed seconds since 1970-01-01T00:00:00Z, without leap seconds.
 *   - Calls come in any order and any number of times, in any of several processes: keep no state between calls. (A
 *     program that links to the functions may call them from several threads.) The same arguments give the same octets,
 *     on every machine. Read no clock, file, locale or environment.
 *   - Memory: what dgacast hands over is good until the call returns; what the plugin hands over is copied at once, but
 *     for the description, which stays valid while the library is loaded. Nobody frees what the other has allocated.
 *   - C++ exceptions must not leave a function. exit() and longjmp() over dgacast's frames are not allowed.
 *   - All that a plugin hands over is checked. A fault ends the run with one line that names the plugin, and no list is
 *     written. The same goes for a crash, exit(), or a call that does not end (20 seconds), in any function and while
 *     it is loaded: plugins run in processes of their own.
 *   - Such a process has 1 GiB of addresses, one thread, no environment, and can only compute: a system call that opens
 *     or lists files, or that has to do with network, programs, processes, threads or signals to others, ends it. Only
 *     while the library is loaded, its constructors may open files for reading. dga/plugins/open_plugin.h tells all.
 *
 * Not offered: several families in one library, families that take an observation, word lists of dgacast by name from
 * code (a seed may name them), messages, logging.
 */
#ifndef DGACAST_PLUGIN_H
#define DGACAST_PLUGIN_H
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The version of this interface. It grows when anything below changes; dgacast loads plugins of its own version only.
 */
#define DGACAST_PLUGIN_ABI 1u

#if defined(__GNUC__)
#define DGACAST_PLUGIN_EXPORT __attribute__((visibility("default")))
#else
#define DGACAST_PLUGIN_EXPORT
#endif

/* Limits that dgacast holds plugins to. */
#define DGACAST_MOST_NAMES 10000000u   /* greatest most_names */
#define DGACAST_MOST_OCTETS 268435456u /* all names of one list together: 256 MiB */
#define DGACAST_LONGEST_NAME 253u      /* octets of one name; at least 1 */
#define DGACAST_MOST_PARAMETERS 64u
#define DGACAST_MOST_LOOK_BACK 1000u
#define DGACAST_SHORTEST_PERIOD 60 /* seconds */

/* Does the list depend on the time (TD) or not (TI); is it deterministic (D) or not (N)? */
enum dgacast_taxonomy { DGACAST_TDD = 1, DGACAST_TID = 2, DGACAST_TDN = 3, DGACAST_TIN = 4 };

/* What a parameter holds, and which members of dgacast_value carry it. */
enum dgacast_type {
  DGACAST_U32 = 1,     /* number: 0 .. 2^32 - 1 */
  DGACAST_U64 = 2,     /* number */
  DGACAST_I64 = 3,     /* number: two's complement */
  DGACAST_BOOLEAN = 4, /* number: 0 or 1 */
  DGACAST_STRING = 5,  /* text: UTF-8 */
  DGACAST_BYTES = 6,   /* text: any octets (base64, or hex after 0x, in the catalogue) */
  DGACAST_WORDS = 7,   /* words, number of them in `number` */
  DGACAST_NUMBERS = 8, /* numbers, number of them in `number` */
  DGACAST_INSTANT = 9  /* number: a time, two's complement */
};

/* Octets that may hold zeros. 16 octets. */
typedef struct dgacast_text {
  const char* data; /* offset 0; not NULL when size > 0 */
  uint64_t size;    /* offset 8 */
} dgacast_text;

/* One parameter that seeds of the family have. 32 octets. Its meaning and default stand in the catalogue's JSON. */
typedef struct dgacast_parameter {
  const char* name;  /* offset 0: a-z, then a-z 0-9 _; at most 32 octets; unique */
  uint32_t type;     /* offset 8: enum dgacast_type */
  uint32_t optional; /* offset 12: 1 when it may have no value, else 0 */
  uint64_t min;      /* offset 16: least value of U32 and U64, least size of STRING, BYTES (octets), WORDS, NUMBERS */
  uint64_t max;      /* offset 24: greatest value or size, at least min. Both are 0 for other types */
} dgacast_parameter;

/* What the family is. 64 octets. The first two members keep their place in all versions. */
typedef struct dgacast_description {
  uint32_t abi;                        /* offset 0: DGACAST_PLUGIN_ABI */
  uint32_t size;                       /* offset 4: sizeof(dgacast_description) */
  const char* id;                      /* offset 8: a-z, then a-z 0-9 _; at most 64 octets; no built-in family's */
  uint32_t taxonomy;                   /* offset 16: enum dgacast_taxonomy */
  uint32_t look_back;                  /* offset 20: bots also try the lists of this many earlier periods */
  uint64_t most_names;                 /* offset 24: no list of any seed is longer; 1 .. DGACAST_MOST_NAMES */
  const char* period;                  /* offset 32: the period for people: "7 days"; 1 to 80 printable ASCII */
  const dgacast_parameter* parameters; /* offset 40; may be NULL when there are none */
  uint64_t parameter_count;            /* offset 48: at most DGACAST_MOST_PARAMETERS */
  uint64_t reserved;                   /* offset 56: 0 */
} dgacast_description;

/* The value that a seed has for a parameter. 48 octets. Members that the type does not use are 0. */
typedef struct dgacast_value {
  uint32_t type;             /* offset 0: enum dgacast_type */
  uint32_t present;          /* offset 4: 0 when an optional parameter has no value, else 1 */
  uint64_t number;           /* offset 8 */
  dgacast_text text;         /* offset 16 */
  const dgacast_text* words; /* offset 32 */
  const uint64_t* numbers;   /* offset 40 */
} dgacast_value;

/* Half-open: a list is valid at `begin` and no longer at `end`. 16 octets. */
typedef struct dgacast_period {
  int64_t begin; /* offset 0 */
  int64_t end;   /* offset 8 */
} dgacast_period;

/* Takes one name: 1 to DGACAST_LONGEST_NAME octets from 0x21 to 0x7E without A-Z, no final dot. Gives 0; anything else
 * means that the list is refused, and the plugin returns at once. (A plugin that goes on all the same is left by a C++
 * exception through its frames.) `context` is what generate was given. */
typedef int32_t (*dgacast_sink)(void* context, const char* name, uint64_t size);

/* Gives the description, or NULL for a fault. Called first, and at least once. */
DGACAST_PLUGIN_EXPORT const dgacast_description* dgacast_plugin_describe(void); /* NOLINT: C */

/* Writes the period that holds `instant` to *period and gives 0; anything else is a fault. `values` are the seed's, one
 * for each of the `count` parameters, in the order of the description. The periods of one seed tile time: no gap, no
 * overlap, each of at least DGACAST_SHORTEST_PERIOD seconds, between the years 1 and 9999. `instant` lies in the years
 * 1970 to 2199, or beyond by look_back + 1 periods. Not called for TID and TIN, whose lists are for ever; it is
 * exported all the same. */
DGACAST_PLUGIN_EXPORT int32_t dgacast_plugin_period(const dgacast_value* values, uint64_t count, int64_t instant,
                                                    dgacast_period* period);

/* Gives each name of the list of `period` to `sink`, in the bot's order, repeats too, and returns 0; anything else is a
 * fault. `period` came from dgacast_plugin_period; for TID and TIN it is [0, 253402300799). */
DGACAST_PLUGIN_EXPORT int32_t dgacast_plugin_generate(const dgacast_value* values, uint64_t count,
                                                      const dgacast_period* period, dgacast_sink sink, void* context);

#ifdef __cplusplus
} /* extern "C" */
#define DGACAST_PLUGIN_ASSERT static_assert
#else
#define DGACAST_PLUGIN_ASSERT _Static_assert
#endif
DGACAST_PLUGIN_ASSERT(sizeof(dgacast_text) == 16, "a machine with 8-octet pointers");
DGACAST_PLUGIN_ASSERT(sizeof(dgacast_parameter) == 32, "natural alignment");
DGACAST_PLUGIN_ASSERT(sizeof(dgacast_description) == 64, "natural alignment");
DGACAST_PLUGIN_ASSERT(sizeof(dgacast_value) == 48, "natural alignment");
DGACAST_PLUGIN_ASSERT(sizeof(dgacast_period) == 16, "natural alignment");
#undef DGACAST_PLUGIN_ASSERT

#endif /* DGACAST_PLUGIN_H */

// SPDX-License-Identifier: Apache-2.0
// dgacast::answers: from names back to families, and from logs to infected hosts. This header is the way in: it brings
// all that the library offers, and says how to use it.
//
// WHOSE NAME IS THIS, among all names of a plan, each answer proved by making the list again:
//
//   const EnumeratedLookup lookup{plan};                                     // makes all lists at each call
//   const NameIndex index{MappedFile{"dga.idx"}, "dga.idx", catalogue};      // from a file of write_index():
//   microseconds for (const Answer& answer : index.find(names, run)) ...                  // any number of threads at
//   once
//
// As JSON: FoundJson. ALL THAT IS KNOWN OF A NAME, and why a list has it or not: explain().
//
// A CALL THAT FAILS throws a dgacast::Error: an index that is damaged is told, never believed.
//
// WHO OF A NETWORK ASKED for names of a plan: scan_log(), with any log form, also packed; ScanReport writes it.
// WHICH SEED MADE THESE NAMES: recover().
//
// Threads and costs: see each header.
#pragma once
#include "blocklists/answers/enumerated_lookup.h"  // IWYU pragma: export
#include "blocklists/answers/explain.h"            // IWYU pragma: export
#include "blocklists/answers/found_json.h"         // IWYU pragma: export
#include "blocklists/answers/logs/report.h"        // IWYU pragma: export
#include "blocklists/answers/logs/scan_log.h"      // IWYU pragma: export
#include "blocklists/answers/name_index.h"         // IWYU pragma: export
#include "blocklists/answers/recover.h"            // IWYU pragma: export
#include "blocklists/answers/write_index.h"        // IWYU pragma: export
#include "dgacast/blocklists.h"                    // IWYU pragma: export

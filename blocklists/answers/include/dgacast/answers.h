// SPDX-License-Identifier: Apache-2.0
// dgacast::answers: from names back to families, and from logs to infected hosts. This header is the way in: it brings
// all that the library offers, and says how to use it.
//
// WHOSE NAME IS THIS? All lists of a plan that hold it, each answer proved by making the list again.
//
//   const NameIndex index{MappedFile{"dga.idx"}, "dga.idx", catalogue};  // a file of write_index()
//   const std::string_view names[] = {"8f6bacmw30xxv6sc.cn"};
//   for (const Answer& answer : index.find(names)) use(answer.source->entry->id, answer.index);
//
// Without a file, EnumeratedLookup makes all lists at each call. As JSON: FoundJson. All that is known of a name, and
// why a list has it or not: explain().
//
// A CALL THAT FAILS throws a dgacast::Error. An index that was cut or changed is told, never believed.
//
//   NameIndex{MappedFile{"list.txt"}, "list.txt", catalogue};            // InputError: list.txt: not an index ...
//
// WHO OF A NETWORK ASKED for names of a plan: scan_log() reads logs of any form, also packed; ScanReport writes what it
// found. WHICH SEED MADE THESE NAMES: recover().
//
// WHAT EACH COSTS
//   NameIndex                a microsecond for a name that no list holds, of many at once; for one that a list holds
//   what
//                            making the list takes, unless it is kept
//   list_memory (NameIndex)  bytes of lists that are kept to prove names; less of it answers the same, later
//   EnumeratedLookup         all lists of the plan, whatever the number of names
//
// Threads: an index is immutable and shared by any number of threads; answers own what they point to. A Scanner belongs
// to one thread.
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

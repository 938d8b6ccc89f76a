// SPDX-License-Identifier: Apache-2.0
// dgacast::dga: domain generation algorithms. This header is the way in: it brings all that the library offers, and
// says how to use it. It needs nlohmann/json, OpenSSL and {fmt}; neither ICU nor libpsl nor zstd.
//
// THE BOT'S OWN LIST. A family is an algorithm, a seed is one set of its parameters, a period is the time in which one
// list is valid:
//
//   const dgacast::Catalogue catalogue = dgacast::Catalogue::builtin();
//   const dgacast::CatalogueEntry& chinad = catalogue.entry("chinad", "");
//   const dgacast::Seed& seed = chinad.seed("default", "");
//   const dgacast::Period day = chinad.family->facts().period.containing(seed, dgacast::midnight(2017, 1, 13));
//   dgacast::DomainList names;
//   chinad.family->generate(seed, day, names);   // 256 names, names[0] == "8f6bacmw30xxv6sc.cn"
//
// A CALL THAT FAILS throws a dgacast::Error, whose issue() has three parts: where, what, and what would be right.
//
//   catalogue.entry("chinat", "argument 1");     // InputError: argument 1: unknown family 'chinat'; did you mean
//                                                // 'chinad'? 'dgacast families' lists them all
//
// FAMILIES AND SEEDS AS PEOPLE NAME THEM (ids, aliases, malware labels, patterns): select_seeds().
//
//   for (const dgacast::SelectedSeed& one : dgacast::select_seeds(catalogue, {.families = {{"flubot/*"}}}).seeds) ...
//
// SEEDS OF ONE'S OWN: Catalogue::add() takes a catalogue file, CatalogueEntry::make_seed() single values. A family
// without a built-in algorithm: open_plugin(), which runs native code or a script in a process of its own.
//
// WHICH SEED MADE THESE NAMES: find_searcher(). IS A LIST RIGHT: check_golden().
//
// Many families over many days, sorted, unique and with provenance: dgacast/blocklists.h.
//
// Threads: constant objects may be used by any number of threads; a family is stateless. The library has no state of
// its own, starts no thread that outlives a call, and changes nothing of the process: no locale, no signal, no umask,
// no environment, nothing on standard streams. Two calls say otherwise in their headers: open_plugin() starts
// processes, and Catalogue::builtin() takes about 6 ms, so make one and share it. Errors: dgacast::Error (InputError
// for what was given, Interrupted after a stop), std::bad_alloc, and for a defect of the library std::logic_error.
// Whatever throws leaves its objects as they were, unless its header says otherwise. Cost: 15 to 200 ns a name, one
// buffer a list, no allocation a name. Same arguments, same bytes, on every machine.
#pragma once
#include "dga/core/calendar.h"          // IWYU pragma: export
#include "dga/core/catalogue.h"         // IWYU pragma: export
#include "dga/core/domain_list.h"       // IWYU pragma: export
#include "dga/core/family.h"            // IWYU pragma: export
#include "dga/core/golden.h"            // IWYU pragma: export
#include "dga/core/issue.h"             // IWYU pragma: export
#include "dga/core/observation.h"       // IWYU pragma: export
#include "dga/core/period.h"            // IWYU pragma: export
#include "dga/core/run_context.h"       // IWYU pragma: export
#include "dga/core/seed.h"              // IWYU pragma: export
#include "dga/core/seed_selection.h"    // IWYU pragma: export
#include "dga/core/version.h"           // IWYU pragma: export
#include "dga/plugins/open_plugin.h"    // IWYU pragma: export
#include "dga/plugins/plugin.h"         // IWYU pragma: export
#include "dga/plugins/plugin_family.h"  // IWYU pragma: export
#include "dga/searches/seed_search.h"   // IWYU pragma: export

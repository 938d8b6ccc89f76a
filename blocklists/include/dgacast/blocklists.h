// SPDX-License-Identifier: Apache-2.0
// dgacast::blocklists: from families and dates to the list that somebody's program reads. This header is the way in: it
// brings all that the library offers, and says how to use it.
//
// A ZONE FOR A RESOLVER: the names of two families in a week under .cn, as a Response Policy Zone in a file that
// appears whole or not at all.
//
//   using namespace dgacast;
//   const auto catalogue = load_catalogue({});
//   const Period week{midnight(2026, 11, 24), midnight(2026, 12, 1)};
//   const Plan plan = make_plan(catalogue, {.families = {{"necurs"}, {"flubot/*"}}}, week);
//   const PublicSuffixes suffixes;                 // of the system; parsed once, share it
//   NameFilter filter{suffixes};
//   filter.add_tld("cn", "");                      // without it: all names
//   ListRequest request{suffixes};
//   request.format = find_any_format("rpz", "");   // formats() and document_formats() name all
//   request.info.rpz.origin = "dga.rpz.example";
//   const ListResult result = make_list(plan, filter, request, {.path = "dga.rpz"});   // result.written names
//
// WHAT IT MAY TAKE, AND HOW IT IS STOPPED: RunContext, for this call alone.
//
//   RunContext run{.stop = source.get_token(), .memory = std::uint64_t{256} << 20, .threads = 2};
//   run.log = [](Severity, std::string_view text) { ... };   // notes and warnings: what was left out, and why
//   make_list(plan, filter, request, {.path = "dga.rpz"}, run);
//
// A CALL THAT FAILS throws a dgacast::Error, and the file is as it was.
//
//   make_plan(catalogue, {.families = {{"necrus", "line 3"}}}, week);   // InputError: line 3: unknown family
//                                                                       // 'necrus'; did you mean 'necurs'? ...
//   make_list(plan, filter, request, {.path = "/nowhere/dga.rpz"});     // InputError: cannot be written: ...
//
// THE NAMES THEMSELVES: collect() gives all, sorted and unique; visit() pushes them in blocks, a Reader pulls them,
// from any name on and as many as are wanted.
//
//   const Collection names = collect(plan, filter, {.provenance = true}, run);
//   Collection::Reader page{names, 100};
//   page.seek("m");
//   for (auto block = page.next(); !block.empty(); block = page.next())
//     for (const Entry& entry : block) use(entry.domain, entry.sources);
//
// WHAT EACH OPTION COSTS, measured with 5 million names of a month of all families on one core: 0.1 us a name alone
//   provenance (CollectOptions)    0.13 us a name more, and 4 to 8 bytes a name and source
//   screen (ListRequest)           0.3 us a name more, provenance among it
//   lists (ListRequest)            one visit of all names more, and the reading of the lists: 10 million lines a second
//   split, documents               one output of several files; a buffer each
//   memory (RunContext)            less of it: runs go to temporary files; a year of all families takes 1.5 times as
//                                  long with 256 MiB as with 1 GiB. The list is the same
//   threads (RunContext)           the list is the same; twice the speed with two
//   a visit                        merges all names anew, 0.02 us a name, 0.1 with provenance: take all of one visit
//
// A FEED (editions, deltas, signatures, guards): publish_feed(); a copy of somebody else's: fetch_feed(). The lists of
// others: Imports, ListFiles. How many names a month brings: Forecast. From names back to families: dgacast/answers.h.
//
// Threads: calls are independent of each other; constant objects may be shared. The library changes nothing of the
// process but the files that it is told to write. publish_feed() and the seals start the programs that its
// configuration names; make_list() and collect() start threads that end with the call.
#pragma once
#include "blocklists/engine/catalogue_files.h"  // IWYU pragma: export
#include "blocklists/engine/collect.h"          // IWYU pragma: export
#include "blocklists/engine/plan.h"             // IWYU pragma: export
#include "blocklists/engine/shard.h"            // IWYU pragma: export
#include "blocklists/feed/feed.h"               // IWYU pragma: export
#include "blocklists/feed/feed_config.h"        // IWYU pragma: export
#include "blocklists/feed/fetch.h"              // IWYU pragma: export
#include "blocklists/io/output.h"               // IWYU pragma: export
#include "blocklists/judge/forecast.h"          // IWYU pragma: export
#include "blocklists/lists/import.h"            // IWYU pragma: export
#include "blocklists/lists/list_files.h"        // IWYU pragma: export
#include "blocklists/names/public_suffix.h"     // IWYU pragma: export
#include "blocklists/names/verdict.h"           // IWYU pragma: export
#include "blocklists/sign/verify.h"             // IWYU pragma: export
#include "blocklists/write/chart.h"             // IWYU pragma: export
#include "blocklists/write/list_job.h"          // IWYU pragma: export
#include "dgacast/dga.h"                        // IWYU pragma: export

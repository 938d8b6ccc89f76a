// SPDX-License-Identifier: Apache-2.0
// What every command that writes a list takes: selection by suffix, format, output.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "blocklists/engine/shard.h"
#include "blocklists/options/running.h"
#include "blocklists/write/list_job.h"
#include "tools/cli/command.h"
#include "tools/cli/partner_options.h"
#include "tools/cli/run.h"
#include "tools/cli/screen_options.h"

namespace dgacast {

struct ListOptions {
  std::vector<std::string> tlds, suffixes;
  std::string format;
  std::string split;
  std::string output = "-";
  std::string compress;
  std::string rpz_origin, rpz_action;
  std::optional<std::uint32_t> rpz_serial, rpz_ttl;
  std::optional<std::uint32_t> threads;
  PartnerArguments partner;
  ScreenSettings screen;
  std::uint64_t memory = number_of(option::memory);  ///< bytes
  std::optional<Scope::Shard> shard;                 ///< of generate alone: one shard of the list
  std::string folder;                                ///< for temporary data; empty: $TMPDIR, or /tmp
};

/// Adds those that choose names by who can act on them (TLDs, suffixes, actors).
void add_selection_options(Arguments& command, ListOptions& options);
/// The names of these TLDs and suffixes; may read standard input, once. Throws InputError. `suffixes` must outlive the
/// result.
NameFilter filter_of(const ListOptions& options, const PublicSuffixes& suffixes);
/// Adds all to a command.
void add_list_options(Arguments& command, ListOptions& options);
/// Adds what a run may take: --threads, --memory, --tmpdir.
void add_run_options(Arguments& command, ListOptions& options);
/// Only those that say how and with what the list is written: not those that choose names.
void add_writing_options(Arguments& command, ListOptions& options);
/// Throws InputError for values that no plan could make good: unknown format, options of another format, bad suffixes.
/// Called before work that takes time.
void check_list_options(const ListOptions& options, const PublicSuffixes& suffixes);
/// What a run with these options may take; made when the run begins, because what the process has then counts.
RunContext run_context(const Context& context, const ListOptions& options);
/// Hands `write` the output that -o and --compress name. Throws what `write` throws.
void with_list_output(const ListOptions& options, const std::function<void(Output&)>& write);
/// Writes the shard options.shard of `plan`: what `filter` and the actors of `options` leave of it. `made_of` is
/// what makes the plan again. Throws InputError, Interrupted, ClosedPipe.
void write_plan_shard(const Plan& plan, ShardPlan made_of, const NameFilter& filter, const ListOptions& options,
                      const PublicSuffixes& suffixes, const Context& context);
/// Writes the list of the names that `source` gives, and tells on standard error what was left out. `first_day` gives
/// the default serial of a zone. Throws InputError, Interrupted, ClosedPipe.
void write_names(const NameSource& source, UtcSeconds first_day, const ListOptions& options,
                 const PublicSuffixes& suffixes, const Context& context);
/// Enumerates `plan`, selects, writes, and tells on standard error what was left out. `first_day` gives the default
/// serial of a zone. Throws InputError, Interrupted, ClosedPipe.
void write_plan(const Plan& plan, const NameFilter& filter, UtcSeconds first_day, const ListOptions& options,
                const PublicSuffixes& suffixes, const Context& context);

}  // namespace dgacast

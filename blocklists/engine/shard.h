// SPDX-License-Identifier: Apache-2.0
// What one of several machines makes of a plan, as a file that another one merges: names with their places in the plan,
// sorted, in the blocks of run.h.
//
//   write_shard(collection, facts, output, run);              on each machine
//
//   ShardSet shards{paths};                                    on the one that merges
//   Plan plan = plan_of(shards.facts().plan, catalogue, observation, paths.front());
//   Collection names = std::move(shards).open(plan, options);
//
// A shard tells with what it was made as data, and nothing else: seeds, dates and what was selected, and digests of the
// files. It names no file, no option and no output; whoever merges gives the files, and their digests tell whether they
// are the same. All of a shard is checked, for it may come from anywhere.
//
// The file: the blocks of one run, its index with a check for each, a JSON object (ShardFacts; the size of the index
// and its SHA-256), the length of the object as eight bytes (little-endian), and "dgashrd2". Damage on the way is
// found. What shards cannot show is who made them: take them from machines that you trust with the list.
#pragma once
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "blocklists/engine/collect.h"
#include "blocklists/io/sink.h"
#include "blocklists/names/verdict.h"

namespace [[gnu::visibility("default")]] dgacast {

/// One seed of a plan: of the catalogue, or made from it (or from the family's defaults) with other parameters.
struct ShardSeed {
  std::string family;
  std::string seed;                               ///< id in the catalogue; empty: the family's defaults
  std::map<std::string, std::string> parameters;  ///< name to value, as SeedBuilder::set_text() takes it; mostly none
  bool operator==(const ShardSeed&) const = default;
};

/// What makes a plan again, with the same files. Digests are SHA-256 in lower-case hex.
struct ShardPlan {
  std::vector<ShardSeed> seeds;      ///< in the order of the plan
  Period horizon;                    ///< within 1970 to 2199
  std::string builtin, catalogue;    ///< digests of the catalogue that is built in, and with what was added to it
  std::string observation;           ///< digest of its file; empty: none
  std::vector<std::string> imports;  ///< digests of their files, in order
  bool operator==(const ShardPlan&) const = default;
};

/// Which names of the plan are in the shards. What leaves out more is for whoever merges.
struct ShardSelection {
  std::vector<std::string> tlds, suffixes;  ///< in canonical form, sorted
  bool registrable = false;                 ///< names were reduced to their registrable domains
  std::vector<Actor> actors;                ///< only names on which these can act; empty: all
  std::string suffix_list;                  ///< day of the Public Suffix List; empty when it decided nothing
  bool operator==(const ShardSelection&) const = default;
};

/// What a shard tells of itself.
struct ShardFacts {
  ShardPlan plan;
  ShardSelection selection;
  std::string digest;                   ///< plan_digest() of the whole
  std::uint32_t number = 1, count = 1;  ///< 1 <= number <= count
  std::array<std::uint64_t, kNameFaults> faults{};

  /// True for shards of one list.
  bool same_list(const ShardFacts& other) const {
    return plan == other.plan && selection == other.selection && digest == other.digest && count == other.count;
  }
};

/// A digest over all seeds and lists of a plan, in lower-case hex: two plans with one digest number their lists alike.
std::string plan_digest(const Plan& plan);

/// The seeds of `shard` in its horizon. `catalogue` must outlive the plan and be the one whose digest `shard` has, and
/// `observation` (nullptr: none) the value of the file whose digest it has; imports are added by the caller. Throws
/// InputError with `where` for a seed that the catalogue does not make, and for more than 2^26 lists (1.6 GB).
Plan plan_of(const ShardPlan& shard, const Catalogue& catalogue, const nlohmann::json* observation,
             const std::string& where);

/// Writes what `names`, which has provenance, holds of `plan`. Fills in facts.digest and facts.faults. Throws what
/// `output` throws, InputError for a plan that plan_of() would not make, and Interrupted when a stop was requested.
void write_shard(const Plan& plan, const Collection& names, ShardFacts facts, Output& output, const RunContext& run);

/// The shards of one list. Not thread-safe.
class ShardSet {
 public:
  /// Opens the files and reads what they tell. Throws InputError when one is not a shard, or belongs to another list;
  /// when one is missing or comes twice.
  explicit ShardSet(const std::vector<std::string>& paths);
  ~ShardSet();
  ShardSet(ShardSet&&) noexcept;
  ShardSet& operator=(ShardSet&&) noexcept;

  /// Those of the file that was named first.
  const ShardFacts& facts() const noexcept;
  /// The names of all, to be merged as they are visited. `plan` must outlive the result. Throws InputError when it is
  /// not their plan, or an index is broken; visits throw it for a block that is damaged, or not as write_shard() makes
  /// it. Takes 40 bytes a block (8 KiB).
  Collection open(const Plan& plan, const CollectOptions& options, const RunContext& run) &&;

 private:
  struct Shard;
  void check_complete() const;
  std::vector<Shard> shards_;  // in the order of the paths
};

}  // namespace dgacast

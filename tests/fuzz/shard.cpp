// SPDX-License-Identifier: Apache-2.0
// A shard. Its lengths, checksums and digests would keep nearly all inputs out: a second time they are made right
// first, so that what stands behind them, the index and the blocks, is met too.
#include <sys/mman.h>
#include <unistd.h>

#include <string>

#include "blocklists/engine/shard.h"
#include "tests/fuzz/shard_file.h"
#include "tests/fuzz/target.h"

namespace {

using namespace dgacast;

/// A file in memory, by a path.
class MemoryFile {
 public:
  explicit MemoryFile(std::string_view text) : descriptor_(::memfd_create("shard", MFD_CLOEXEC)) {
    if (::write(descriptor_, text.data(), text.size()) != static_cast<ssize_t>(text.size())) std::abort();
  }
  ~MemoryFile() { ::close(descriptor_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

 private:
  int descriptor_;
};

/// Larger plans are right, and only take long here.
bool is_small(const ShardPlan& plan) {
  return plan.seeds.size() <= 64 && plan.horizon.end - plan.horizon.begin <= std::chrono::days{64};
}

void visit(ShardSet shards, const Plan& plan) {
  const Collection names = std::move(shards).open(plan, {}, {.threads = 1});
  std::size_t octets = 0;
  names.visit([&](std::span<const Entry> entries) {
    for (const Entry& entry : entries) {
      octets += entry.domain.size();
      for (const Attribution& source : entry.sources) octets += source.entry->id.size() + source.seed->id().size();
    }
  });
}

void read(const std::string& text, const Catalogue& catalogue) {
  const MemoryFile file{text};
  ShardSet shards{{file.path()}};
  const ShardPlan& made_of = shards.facts().plan;
  if (!is_small(made_of)) return;
  const Plan plan = plan_of(made_of, catalogue, nullptr, "fuzz");
  visit(std::move(shards), plan);
}

/// Gives the plan's digest to a shard that has another.
void mend_plan(ShardFile& shard, const Catalogue& catalogue) {
  shard.set_number("\"count\":", 1);
  shard.set_number("\"number\":", 1);
  const MemoryFile file{shard.sealed()};
  const ShardSet shards{{file.path()}};
  if (!is_small(shards.facts().plan)) return;
  shard.set_word("\"digest\":\"", plan_digest(plan_of(shards.facts().plan, catalogue, nullptr, "fuzz")));
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Catalogue kCatalogue = Catalogue::builtin();
  const std::string text{reinterpret_cast<const char*>(data), size};
  try {
    read(text, kCatalogue);
  } catch (const InputError&) {
  }
  try {
    ShardFile shard{text};
    mend_plan(shard, kCatalogue);
    read(shard.sealed(), kCatalogue);
  } catch (const InputError&) {
  }
  return 0;
}

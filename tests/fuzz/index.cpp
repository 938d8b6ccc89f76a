// SPDX-License-Identifier: Apache-2.0
// An index file. Checksums would keep nearly all inputs out: those of all segments are made right first, so that what
// stands behind them is met too.
#include <cstring>
#include <string>

#include "blocklists/answers/fingerprint.h"
#include "blocklists/answers/name_index.h"
#include "blocklists/answers/write_index.h"
#include "tests/fuzz/target.h"

namespace {

using namespace dgacast;

template <typename T>
T load(const std::string& file, std::size_t at) {
  T value;
  std::memcpy(&value, file.data() + at, sizeof value);
  return value;
}

template <typename T>
void store(std::string& file, std::size_t at, T value) {
  std::memcpy(file.data() + at, &value, sizeof value);
}

std::uint64_t checksum(const std::string& file, std::size_t at, std::size_t size) {
  return XXH3_64bits(file.data() + at, size);
}

/// Makes the checksums of the segment that ends at `end` right, and gives where it says that it begins. The layout is
/// told in blocklists/answers/segment.h.
std::size_t mend_segment(std::string& file, std::size_t end) {
  constexpr std::size_t kPadding = 8;
  if (end < Segment::kFooter) return 0;
  const std::size_t footer = end - Segment::kFooter, numbers = footer + 8;
  const auto begin = load<std::uint64_t>(file, numbers), blocks_size = load<std::uint64_t>(file, numbers + 8),
             table_size = load<std::uint64_t>(file, numbers + 16), blocks = load<std::uint64_t>(file, numbers + 40);
  const bool fits = begin <= footer && blocks_size <= footer && table_size <= footer && blocks < footer / 4 &&
                    begin + blocks_size + kPadding + table_size + (blocks + 1) * 4 == footer;
  if (fits) {
    const std::size_t table = begin + blocks_size + kPadding, directory = table + table_size;
    store(file, numbers + 64, checksum(file, table, table_size));
    store(file, numbers + 72, checksum(file, directory, (blocks + 1) * 4));
    for (std::size_t block = 0; block < blocks; ++block) {
      const std::uint64_t first = std::uint64_t{load<std::uint32_t>(file, directory + block * 4)} * 8;
      const std::uint64_t last = std::uint64_t{load<std::uint32_t>(file, directory + block * 4 + 4)} * 8;
      if (first + 8 > last || last > blocks_size) continue;
      store(file, begin + first, static_cast<std::uint32_t>(checksum(file, begin + first + 4, last - first - 4)));
    }
  }
  store(file, footer + Segment::kFooter - 8, checksum(file, footer, Segment::kFooter - 8));
  return fits ? begin : 0;
}

void mend(std::string& file) {
  const std::string head = index_head();
  if (file.size() >= head.size()) file.replace(0, head.size(), head);
  for (std::size_t end = file.size(); end > head.size();) end = mend_segment(file, end);
}

class NoOutput final : public Output {
 public:
  void write(std::string_view) override {}
};

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto kShared = std::make_shared<const Catalogue>(Catalogue::builtin());
  static const Catalogue& kCatalogue = *kShared;
  static const std::vector<std::string> kTexts = [] {
    std::vector<std::string> texts{"", "com", "nobody.example"};
    for (int i = 0; i < 2000; ++i) texts.push_back(std::to_string(i).append(".com"));
    return texts;
  }();
  static const Plan kPlan = [] {
    Plan plan;
    const CatalogueEntry& entry = kCatalogue.entry("srizbi", "");
    for (const Seed& seed : entry.seeds) plan.add(entry, seed, {midnight(2026, 2, 1), midnight(2026, 3, 1)});
    return plan;
  }();
  const std::vector<std::string_view> asked(kTexts.begin(), kTexts.end());
  std::string file{reinterpret_cast<const char*>(data), size};
  for (const bool mended : {false, true}) {
    if (mended) mend(file);
    try {
      const NameIndex index{file, "fuzz.idx", kShared};
      index.find(asked);
      for (const Segment& segment : index.segments()) {
        std::vector<IndexEntry> entries;
        segment.append(0, std::uint64_t{1} << kFingerprintBits, 0, entries);
      }
      for (const CatalogueEntry& entry : kCatalogue.entries()) index.lists_of(entry);
      missing_lists(index, kPlan);
      NoOutput output;
      merge_index(index, output, {.threads = 1});
    } catch (const InputError&) {
    }
  }
  return 0;
}

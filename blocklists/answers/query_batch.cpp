// SPDX-License-Identifier: Apache-2.0
#include "blocklists/answers/query_batch.h"

#include <algorithm>
#include <cstring>

#include "blocklists/names/hostname.h"
#include "blocklists/names/written_name.h"
#include "dga/core/ascii.h"

namespace dgacast {
namespace {

/// A parent counts when it is registrable or longer: below a public suffix everybody is at home.
bool may_answer(std::string_view parent, std::string_view name, const PublicSuffixes& suffixes) {
  return parent.size() == name.size() || parent.size() > suffixes.suffix_of(name).size();
}

constexpr std::uint64_t kOnes = 0x0101010101010101, kTops = 0x8080808080808080;

/// A-Z of eight bytes as a-z.
std::uint64_t lower_case(std::uint64_t bytes) {
  const std::uint64_t low = bytes & ~kTops;
  const std::uint64_t above_z = low + (0x7F - 'Z') * kOnes, from_a = low + (0x80 - 'A') * kOnes;
  return bytes | ((~bytes & kTops & (from_a ^ above_z)) >> 2);
}

/// Visits `size` bytes at `text` as words of eight; the last may overlap the one before it. Needs eight bytes.
template <class Visit>
void visit_words(const char* text, std::size_t size, Visit visit) {
  constexpr std::size_t kWord = sizeof(std::uint64_t);
  for (std::size_t at = 0; at + kWord <= size; at += kWord) visit(text + at);
  visit(text + size - kWord);
}

bool is_ascii(std::string_view text) {
  if (text.size() < sizeof(std::uint64_t)) return std::ranges::none_of(text, [](char c) { return (c & 0x80) != 0; });
  std::uint64_t all = 0;
  visit_words(text.data(), text.size(), [&all](const char* at) {
    std::uint64_t bytes;
    std::memcpy(&bytes, at, sizeof bytes);
    all |= bytes;
  });
  return (all & kTops) == 0;
}

void make_lower(std::string& text) {
  if (text.size() < sizeof(std::uint64_t)) {
    for (char& c : text) c = lower(c);
    return;
  }
  char* const begin = text.data();
  visit_words(begin, text.size(), [begin](const char* at) {
    std::uint64_t bytes;
    std::memcpy(&bytes, at, sizeof bytes);
    bytes = lower_case(bytes);
    std::memcpy(begin + (at - begin), &bytes, sizeof bytes);
  });
}

}  // namespace

std::string_view comparable_name(std::string_view text, std::string& scratch) {
  if (!is_ascii(text)) {
    const auto name = canonical_name(text);
    scratch = name ? *name : std::string{};
    return scratch;
  }
  if (text.ends_with('.')) text.remove_suffix(1);
  scratch.assign(text);
  make_lower(scratch);
  return scratch;
}

QueryBatch::Meaning QueryBatch::add_written(std::string_view text) {
  const std::string_view name = meant_name(text, meant_);
  if (name.empty()) return Meaning::nothing;
  const std::string_view comparable = could_be_name(name) ? comparable_name(name, scratch_) : std::string_view{};
  given_.add(text);
  comparable_.add(comparable);
  return comparable.empty() ? Meaning::no_name : Meaning::name;
}

void QueryBatch::clear() noexcept {
  given_.clear();
  comparable_.clear();
}

void QueryBatch::answer(const NameLookup& lookup, const RunContext& run,
                        const std::function<void(const Found&)>& visit) const {
  std::vector<std::string_view> candidates;
  std::vector<std::size_t> ends;  // of each name's candidates, the name itself first
  for (std::size_t number = 0; number < size(); ++number) {
    const std::string_view name = comparable_[number];
    if (!name.empty() && name.size() <= kLongestName) {
      candidates.push_back(name);
      for (auto dot = name.find('.'); dot != std::string_view::npos; dot = name.find('.', dot + 1)) {
        // A bare last label is nobody's.
        if (name.find('.', dot + 1) != std::string_view::npos) candidates.push_back(name.substr(dot + 1));
      }
    }
    ends.push_back(candidates.size());
  }
  const Answers answers = lookup.find(candidates, run);
  std::size_t candidate = 0, next = 0;
  for (std::size_t number = 0; number < size(); ++number) {
    Found found{number, given_[number], !comparable_[number].empty(), {}, {}};
    for (; candidate < ends[number]; ++candidate) {
      const std::size_t begin = next;
      while (next < answers.size() && answers[next].name == candidate) ++next;
      if (begin == next || !found.generated.empty()) continue;
      if (!may_answer(candidates[candidate], comparable_[number], suffixes_)) continue;
      found.generated = candidates[candidate];
      found.lists = {answers.begin() + begin, next - begin};
    }
    visit(found);
  }
}

}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
// The search for salts of DarkWatchman.
#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dga/core/calendar.h"
#include "dga/core/family_table.h"
#include "dga/core/seed.h"
#include "dga/families/shared/darkwatchman.h"
#include "dga/searches/seed_search.h"

namespace dgacast {
namespace {

using namespace darkwatchman_algorithm;

/// The register of CRC-32 (dga/random/crc32.h), without start and final exclusive or. It can be turned back.
class Register {
 public:
  static constexpr std::uint32_t add(std::uint32_t state, std::uint8_t octet) noexcept {
    return state >> 8 ^ kTable[(state ^ octet) & 0xFF];
  }
  static constexpr std::uint32_t add(std::uint32_t state, std::string_view text) noexcept {
    for (const char c : text) state = add(state, static_cast<std::uint8_t>(c));
    return state;
  }
  /// The state before `octet` made it `state`.
  static constexpr std::uint32_t remove(std::uint32_t state, std::uint8_t octet) noexcept {
    const std::uint8_t index = kIndexOfTop[state >> 24];
    return (state ^ kTable[index]) << 8 | static_cast<std::uint8_t>(index ^ octet);
  }
  static constexpr std::uint32_t remove(std::uint32_t state, std::string_view text) noexcept {
    for (std::size_t i = text.size(); i-- > 0;) state = remove(state, static_cast<std::uint8_t>(text[i]));
    return state;
  }
  /// What `count` octets of zero make of it: linear, as is the exclusive or with the effect of other octets.
  static constexpr std::uint32_t pass(std::uint32_t state, std::size_t count) noexcept {
    for (; count > 0; --count) state = add(state, std::uint8_t{0});
    return state;
  }

 private:
  static constexpr std::array<std::uint32_t, 256> kTable = [] {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t octet = 0; octet < 256; ++octet) {
      std::uint32_t crc = octet;
      for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ ((crc & 1) != 0 ? 0xEDB8'8320 : 0);
      table[octet] = crc;
    }
    return table;
  }();
  static constexpr std::array<std::uint8_t, 256> kIndexOfTop = [] {  // the top octets of the table are all different
    std::array<std::uint8_t, 256> index{};
    for (std::uint32_t octet = 0; octet < 256; ++octet) index[kTable[octet] >> 24] = static_cast<std::uint8_t>(octet);
    return index;
  }();
};
static_assert(Register::remove(Register::add(0x0BADCAFE, "salt"), "salt") == 0x0BADCAFE);

constexpr std::string_view kHexDigits = "0123456789abcdef";
constexpr std::string_view kAlphanumerics = "0123456789abcdefghijklmnopqrstuvwxyz";
constexpr std::string_view kPrintable =
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_.,:;!?#$%&()*+/<=>@[]^{|}~ '`\"\\";
constexpr std::size_t kSolved = 4;  // octets that can be chosen for any effect
constexpr std::size_t kFree = 4;    // octets before them that are tried

/// The four octets that make `from` become `to`.
std::array<char, kSolved> solve(std::uint32_t from, std::uint32_t to) noexcept {
  const std::uint32_t word = from ^ Register::remove(to, std::string_view{"\0\0\0\0", kSolved});
  std::array<char, kSolved> octets;
  for (std::size_t i = 0; i < kSolved; ++i) octets[i] = static_cast<char>(word >> 8 * i & 0xFF);
  return octets;
}

/// Appends characters of `letters` to `text` until it is `length` long and its effect on a register of 0 is `effect`.
/// The last four follow from those before, which are tried in order.
bool complete(std::string& text, std::uint32_t state, std::size_t length, std::uint32_t effect,
              std::string_view letters) {
  if (text.size() == length) return state == effect;
  if (text.size() + kSolved == length) {
    const auto octets = solve(state, effect);
    if (!std::ranges::all_of(octets, [letters](char c) { return letters.find(c) != std::string_view::npos; }))
      return false;
    text.append(octets.data(), octets.size());
    return true;
  }
  const bool fixed = text.size() + kSolved + kFree < length;
  for (const char c : fixed ? letters.substr(0, 1) : letters) {
    text.push_back(c);
    if (complete(text, Register::add(state, static_cast<std::uint8_t>(c)), length, effect, letters)) return true;
    text.pop_back();
  }
  return false;
}

/// A salt of that length with that effect: of hex digits if there is one, else of other characters.
std::optional<std::string> salt_of(std::uint32_t effect, std::size_t length) {
  for (const std::string_view letters : {kHexDigits, kAlphanumerics, kPrintable}) {
    std::string text;
    if (complete(text, 0, length, effect, letters)) return text;
  }
  return std::nullopt;
}

/// The label of a name turns back to the register behind the salt, for each day and counter. What the salt did to it is
/// one exclusive or, the same on all days.
class Search final : public SeedSearcher {
 public:
  std::string_view method() const noexcept override {
    return "salt: its effect, from each name, day and counter; salts of 8 characters first, then of 0 to 16; the salt "
           "that is found has the effect of the sample's, and makes the same names; three names or more tell";
  }
  std::span<const std::string_view> parameters() const noexcept override {
    static constexpr std::array<std::string_view, 1> kParameter{"salt"};
    return kParameter;
  }
  std::vector<FoundSeed> search(const SeedSearch& search) const override {
    std::vector<std::uint32_t> days;  // the register behind each day's text
    for (const Period& day : periods_of(*find_family("darkwatchman"), *search.bases.front(), search.range))
      days.push_back(Register::add(0xFFFF'FFFF, date_text(civil(day.begin))));
    std::uint32_t count = 0;
    for (const Seed* const base : search.bases) count = std::max(count, base->u32("count"));
    const Labels labels = labels_of(search);
    std::vector<FoundSeed> found;
    double done = 0;
    for (const std::size_t length : kLengths) {
      if (search.stop.stop_requested()) break;
      for (const std::uint32_t effect : effects(labels, length, days, count, search.at_least)) {
        if (auto salt = salt_of(effect, length)) found.push_back({{"salt", std::move(*salt)}});
      }
      if (!found.empty()) break;  // the names of one day are those of a salt of any length
      if (search.progress) search.progress(++done / kLengths.size());
    }
    return found;
  }

 private:
  static constexpr std::array<std::size_t, 17> kLengths{8, 0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15, 16};
  using Labels = std::map<std::uint32_t, std::size_t>;  // and how many names have them

  static Labels labels_of(const SeedSearch& search) {
    Labels labels;
    for (const std::string_view name : search.names) {
      const std::string_view label = first_label(name);
      std::uint32_t number = 0;
      const auto [end, error] = std::from_chars(label.data(), label.data() + label.size(), number, 16);
      if (error == std::errc{} && end == label.data() + label.size()) ++labels[number];
    }
    return labels;
  }
  /// The effects with which `at_least` names come from some day and counter each.
  static std::vector<std::uint32_t> effects(const Labels& labels, std::size_t length,
                                            const std::vector<std::uint32_t>& days, std::uint32_t count,
                                            std::size_t at_least) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> all;  // effect, label
    for (const auto& [label, names] : labels) {
      for (std::uint32_t counter = 0; counter < count; ++counter) {
        const std::uint32_t salted = Register::remove(~label, std::to_string(counter));
        for (const std::uint32_t day : days) all.push_back({salted ^ Register::pass(day, length), label});
      }
    }
    std::ranges::sort(all);
    all.erase(std::unique(all.begin(), all.end()), all.end());
    std::vector<std::uint32_t> found;
    for (std::size_t i = 0; i < all.size();) {
      const std::uint32_t effect = all[i].first;
      std::size_t names = 0;
      for (; i < all.size() && all[i].first == effect; ++i) names += labels.find(all[i].second)->second;
      if (names >= at_least) found.push_back(effect);
    }
    return found;
  }
};

}  // namespace

const SeedSearcher& darkwatchman_search() noexcept {
  static constexpr Search kSearch;
  return kSearch;
}
}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
// The search for seeds of Bumblebee.
#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dga/families/shared/bumblebee.h"
#include "dga/searches/seed_search.h"

namespace dgacast {
namespace {

using namespace bumblebee_algorithm;

/// Behind the first letter the register holds 32 bits: all are tried as the state that gives the first letter of a
/// name. A state before it is had by turning back the generator and taking a register whose lower half is 0.
class Search final : public SeedSearcher {
 public:
  std::string_view method() const noexcept override {
    return "state: all 2^32 registers for each name; the state that is found begins its list with the earliest name";
  }
  std::span<const std::string_view> parameters() const noexcept override {
    static constexpr std::array<std::string_view, 1> kParameter{"state"};
    return kParameter;
  }
  std::vector<FoundSeed> search(const SeedSearch& search) const override {
    std::vector<std::string_view> labels;
    for (const std::string_view name : search.names) labels.push_back(first_label(name));
    const auto registers = search_all<std::uint64_t>(
        search, std::uint64_t{1} << 32, [&labels](std::uint64_t value, std::vector<std::uint64_t>& out) {
          const char first = kAlphabet[value % kAlphabet.size()];
          for (const std::string_view label : labels) {
            if (label.empty() || label[0] != first) continue;
            std::uint64_t state = value;
            if (std::all_of(label.begin() + 1, label.end(), [&state](char letter) {
                  state = next(state);
                  return kAlphabet[state % kAlphabet.size()] == letter;
                })) {
              out.push_back(value);
            }
          }
        });
    std::vector<FoundSeed> found;
    for (const std::uint64_t value : registers) {
      constexpr std::uint64_t kInverse = [] {  // of 1664525 modulo 2^64, by Newton's iteration
        std::uint64_t inverse = 1664525;
        for (int i = 0; i < 6; ++i) inverse *= 2 - 1664525 * inverse;
        return inverse;
      }();
      found.push_back({{"state", std::to_string(((value << 32) - 1013904223) * kInverse)}});
    }
    return found;
  }
};

}  // namespace

const SeedSearcher& bumblebee_search() noexcept {
  static constexpr Search kSearch;
  return kSearch;
}
}  // namespace dgacast

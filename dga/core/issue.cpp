// SPDX-License-Identifier: Apache-2.0
#include "dga/core/issue.h"

#include <algorithm>
#include <numeric>
#include <vector>

#include "dga/core/text.h"

namespace dgacast {
namespace {

/// Insertions, deletions, substitutions and exchanges of neighbours.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::swap(before, last);
    std::swap(last, row);
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      row[j + 1] = std::min({last[j] + (a[i] == b[j] ? 0 : 1), row[j] + 1, last[j + 1] + 1});
      if (i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j]) row[j + 1] = std::min(row[j + 1], before[j - 1] + 1);
    }
  }
  return row[b.size()];
}

}  // namespace

std::string Issue::line() const {
  std::string text;
  if (!where.empty()) text.append(where).append(": ");
  // Paths, values and words of libraries are others' text.
  return printable(text.append(what).append("; ").append(mend));
}

std::string quote(std::string_view text) {
  constexpr std::size_t kLongest = 80;
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string out = "'";
  for (const char c : text.substr(0, kLongest)) {
    const auto octet = static_cast<unsigned char>(c);
    if (octet >= 0x20 && octet < 0x7f) {
      out.push_back(c);
    } else {
      out.append("\\x").append(1, kHex[octet >> 4]).append(1, kHex[octet & 15]);
    }
  }
  if (text.size() > kLongest) out.append("...");
  return out.append("'");
}

std::string nearest(std::string_view word, std::span<const std::string_view> known) {
  std::string_view best;
  std::size_t best_distance = std::max<std::size_t>(1, word.size() / 3) + 1;
  for (const std::string_view candidate : known) {
    const std::size_t distance = edit_distance(word, candidate);
    if (distance < best_distance) {
      best_distance = distance;
      best = candidate;
    }
  }
  return std::string(best);
}

std::string suggest(std::string_view word, std::span<const std::string_view> known, std::string_view otherwise) {
  const std::string near = nearest(word, known);
  if (near.empty()) return std::string(otherwise);
  return "did you mean '" + near + "'? " + std::string(otherwise);
}

}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
#include "blocklists/sign/sums.h"

#include <algorithm>
#include <array>

#include "dga/core/issue.h"

namespace dgacast {
namespace {

constexpr std::size_t kHexSize = 64, kLongestPath = 1000, kLongestPart = 255, kDeepest = 16;

bool is_hex(std::string_view text) noexcept {
  return std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool is_path_character(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
}

/// A folder of `path` that `sums` has as a file, or "".
std::string_view file_above(std::string_view path, const Sums& sums) {
  for (std::size_t slash = path.find('/'); slash != std::string_view::npos; slash = path.find('/', slash + 1)) {
    if (sums.contains(path.substr(0, slash))) return path.substr(0, slash);
  }
  return {};
}

}  // namespace

bool is_edition_path(std::string_view path) noexcept {
  if (path.empty() || path.size() > kLongestPath || path.front() == '-') return false;
  std::size_t parts = 0;
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    const std::string_view part = path.substr(begin, end - begin);
    if (part.empty() || part == "." || part == ".." || part.size() > kLongestPart || ++parts > kDeepest ||
        !std::ranges::all_of(part, is_path_character))
      return false;
    begin = end + 1;
  }
  return true;
}

std::string shown_edition_path(std::string_view path) {
  return is_edition_path(path) ? std::string(path) : quote(path);
}

bool is_seal(std::string_view path) noexcept {
  constexpr std::array kSeals{kSumsFile, kSignatureFile, kCmsFile, kOpenpgpFile};
  return std::ranges::find(kSeals, path) != kSeals.end();
}

Sums parse_sums(std::string_view text, const std::string& where) {
  Sums sums;
  std::size_t line_number = 0;
  const auto fail = [&](std::string what) {
    throw InputError{{where + ":" + std::to_string(line_number), std::move(what),
                      "ask the publisher: dgacast feed does not write this"}};
  };
  if (text.size() > kMaxSums)
    throw InputError{{where, "has more than " + std::to_string(kMaxSums) + " bytes", "ask the publisher"}};
  while (!text.empty()) {
    ++line_number;
    const auto end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.size() < kHexSize + 3 || line.substr(kHexSize, 2) != "  " || !is_hex(line.substr(0, kHexSize)))
      fail(quote(line) + " is not a line of sha256sum");
    const std::string_view path = line.substr(kHexSize + 2);
    if (!is_edition_path(path)) fail(quote(path) + " is not a path inside an edition");
    if (is_seal(path)) fail(quote(path) + " cannot have a sum here");
    if (!sums.emplace(path, line.substr(0, kHexSize)).second) fail(quote(path) + " comes twice");
    if (sums.size() > kMaxFiles) fail("an edition has at most " + std::to_string(kMaxFiles) + " files");
  }
  for (const auto& [path, sum] : sums) {
    if (const auto file = file_above(path, sums); !file.empty())
      throw InputError{{where, quote(file) + " is a file and a folder", "ask the publisher"}};
  }
  return sums;
}

}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
// What a feed has published so far, also of issues that are gone: numbers and serials never come twice.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>

namespace dgacast {

/// The highest number of an issue, and the newest serial of each output (RFC 1982). It only rises.
struct Published {
  std::uint32_t number = 0;
  std::map<std::string, std::uint32_t> serials;

  void raise(std::uint32_t issue);
  void raise(const std::string& output, std::uint32_t serial);
  void raise(const Published& other);
};

/// Reads what write_floor() wrote into a feed's lock file, which is never removed and only its owner can open. Lines
/// that cannot be read (a power cut, an older version) are passed over: the issues on the disk say the same. The line
/// of number `except` does not count. Throws InputError when the file cannot be read.
Published read_floor(const std::string& path, std::optional<std::uint32_t> except);

/// Writes and syncs `lines`: what was published before an issue, and with it. Each line stands for itself, and one
/// write of less than a page is whole after a kill. Throws InputError.
void write_floor(const std::string& path, std::span<const Published> lines);

}  // namespace dgacast

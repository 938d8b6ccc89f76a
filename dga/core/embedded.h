// SPDX-License-Identifier: Apache-2.0
// Files that the build put into the library (dga/embed.cmake): catalogue entries, word lists, golden vectors.
#pragma once
#include <cstddef>
#include <string_view>

namespace dgacast {

/// One file of the source tree as read-only data of the program; valid for the life of the program.
struct EmbeddedFile {
  const char* name;   ///< file name without folder and extension
  const char* begin;  ///< first octet
  const char* end;    ///< one past the last octet

  std::string_view text() const noexcept { return {begin, static_cast<std::size_t>(end - begin)}; }
};

}  // namespace dgacast

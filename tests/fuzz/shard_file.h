// SPDX-License-Identifier: Apache-2.0
// A shard taken apart and put together again with right lengths and checksums, as somebody does who makes one by hand.
// The layout is told in blocklists/engine/shard.h and foreign_run.cpp.
#pragma once
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "blocklists/engine/run.h"
#include "dga/core/leb128.h"
#include "dga/random/digest.h"

namespace dgacast {

struct ShardFile {
  std::string blocks, index, json;

  /// As far as the lengths lead; what they do not fit stays empty.
  explicit ShardFile(std::string_view file) {
    if (file.size() < kEnd) return;
    std::uint64_t length = 0;
    std::memcpy(&length, file.data() + file.size() - kEnd, sizeof length);
    file.remove_suffix(kEnd);
    length = std::min<std::uint64_t>(length, file.size());
    json = file.substr(file.size() - length);
    file.remove_suffix(length);
    const std::size_t size = std::min<std::size_t>(number("\"index\":"), file.size());
    index = file.substr(file.size() - size);
    blocks = file.substr(0, file.size() - size);
  }

  /// With checks for all blocks that the index has, and a digest for the index.
  std::string sealed() {
    const char* at = index.data();
    const char* const end = at + index.size();
    std::uint64_t count = read_leb128(at, end).value_or(0);
    for (std::size_t offset = 0; count > 0; --count) {
      const auto size = read_leb128(at, end), names = read_leb128(at, end);
      if (!size || !names || end - at < 5) break;
      const std::size_t from = std::min(offset, blocks.size());
      const std::string_view block{blocks.data() + from, std::min<std::size_t>(*size, blocks.size() - from)};
      const std::uint32_t check = check_of_block(block);
      std::memcpy(index.data() + (at - index.data()), &check, sizeof check);
      offset = from + block.size();
      const std::size_t length = static_cast<unsigned char>(at[4]);
      at += 5;
      if (static_cast<std::size_t>(end - at) < length) break;
      at += length;
    }
    set_word("\"index_sha256\":\"", sha256_hex(index));
    set_number("\"index\":", index.size());
    std::string file = blocks + index + json;
    const std::uint64_t length = json.size();
    file.append(reinterpret_cast<const char*>(&length), sizeof length);
    return file + "dgashrd2";
  }

  /// Puts `word` behind `key`, in place of as many bytes.
  void set_word(std::string_view key, std::string_view word) {
    const auto at = json.find(key);
    if (at != std::string::npos && at + key.size() + word.size() <= json.size())
      json.replace(at + key.size(), word.size(), word);
  }

  /// Puts a number behind `key`, in place of the one there.
  void set_number(std::string_view key, std::uint64_t value) {
    const auto at = json.find(key);
    if (at == std::string::npos) return;
    const auto begin = at + key.size(), end = std::min(json.find_first_not_of("0123456789", begin), json.size());
    json = json.substr(0, begin) + std::to_string(value) + json.substr(end);
  }

 private:
  static constexpr std::size_t kEnd = 16;
  std::uint64_t number(std::string_view key) const {
    std::uint64_t value = 0;
    const auto at = json.find(key);
    if (at == std::string::npos) return 0;
    for (std::size_t i = at + key.size(); i < json.size() && json[i] >= '0' && json[i] <= '9' && value < 1u << 30; ++i)
      value = value * 10 + static_cast<std::uint64_t>(json[i] - '0');
    return value;
  }
};

}  // namespace dgacast

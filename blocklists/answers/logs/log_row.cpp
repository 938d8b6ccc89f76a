// SPDX-License-Identifier: Apache-2.0
#include "blocklists/answers/logs/log_row.h"

#include <algorithm>

namespace dgacast {

std::span<const std::string_view> LogRow::split(std::string_view line, char mark) noexcept {
  std::size_t count = 0;
  for (std::size_t at = 0; at <= line.size() && count < fields_.size(); ++count) {
    if (at < line.size() && line[at] == '"') {
      std::size_t end = at + 1;
      while (end < line.size() && (line[end] != '"' || (end + 1 < line.size() && line[end + 1] == '"')))
        end += line[end] == '"' ? 2 : 1;
      end = std::min(end, line.size());
      fields_[count] = line.substr(at + 1, end - at - 1);
      at = std::min(line.find(mark, end), line.size()) + 1;
    } else {
      const std::size_t end = std::min(line.find(mark, at), line.size());
      fields_[count] = line.substr(at, end - at);
      at = end + 1;
    }
  }
  return std::span{fields_}.first(count);
}

char LogRow::mark_of(std::string_view header) noexcept {
  char best = '\0';
  std::ptrdiff_t most = 0;
  for (const char mark : {'\t', ';', ',', '|'}) {
    const auto count = std::ranges::count(header, mark);
    if (count > most) {
      most = count;
      best = mark;
    }
  }
  return best;
}

}  // namespace dgacast

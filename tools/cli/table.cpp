// SPDX-License-Identifier: Apache-2.0
#include "tools/cli/table.h"

#include <algorithm>

#include "dga/core/text.h"

namespace dgacast {

void put_table(std::vector<std::vector<std::string>> rows, std::initializer_list<std::size_t> right, std::size_t widest,
               Sink& out) {
  for (auto& row : rows) {
    for (std::string& cell : row) cell = printable(cell);
  }
  std::vector<std::size_t> widths(rows.front().size(), 0);
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], std::min(row[i].size(), widest));
  }
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::size_t padding = widths[i] - std::min(widths[i], row[i].size());
      const bool to_the_right = std::find(right.begin(), right.end(), i) != right.end();
      line.append(to_the_right ? padding : 0, ' ')
          .append(row[i])
          .append(to_the_right ? 0 : padding, ' ')
          .append(2, ' ');
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out.put(std::string_view{line}, '\n');
  }
}

void put_line(Sink& out, std::string_view label, std::string_view text) {
  if (text.empty()) return;
  std::string padded(label);
  padded.resize(14, ' ');
  out.put(std::string_view{padded}, std::string_view{printable(text)}, '\n');
}

}  // namespace dgacast

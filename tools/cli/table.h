// SPDX-License-Identifier: Apache-2.0
// How the commands that show facts lay them out for people.
#pragma once
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "blocklists/io/sink.h"

namespace dgacast {

// What catalogues, plugins and lists say is printed as printable() tells (dga/core/text.h): a cell stays a cell.

/// Writes rows of as many cells each, in columns as wide as their widest cell (but `widest` at most: a longer one
/// pushes its row to the right). The columns in `right` are set to the right.
void put_table(std::vector<std::vector<std::string>> rows, std::initializer_list<std::size_t> right, std::size_t widest,
               Sink& out);

/// Writes "label         text"; nothing when the text is empty.
void put_line(Sink& out, std::string_view label, std::string_view text);

}  // namespace dgacast

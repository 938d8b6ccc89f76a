// SPDX-License-Identifier: Apache-2.0
// The word lists that are built in (dga/words). The type of a list: dga/core/seed.h.
#pragma once
#include <string_view>
#include <vector>

namespace dgacast {

/// The names that WordList::builtin() takes, in their order.
std::vector<std::string_view> builtin_word_lists();

}  // namespace dgacast

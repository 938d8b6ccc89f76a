// SPDX-License-Identifier: Apache-2.0
#include "blocklists/lists/list_gatherer.h"

namespace dgacast {

bool ListGatherer::count(EntryKind entry, std::uint64_t rank) {
  if (entry == EntryKind::address) {
    ++report.addresses;
  } else if (entry == EntryKind::label || (rank > 0 && !reader_.name().empty())) {
    ++report.labels;
  } else {
    return false;
  }
  return true;
}

void ListGatherer::bad(std::size_t line, std::string what) {
  if (++report.bad <= ListReport::kShown)
    report.shown.push_back({std::string(name_) + ":" + std::to_string(line), std::move(what)});
}

void ListGatherer::bad(std::string_view where, std::string what) {
  if (++report.bad <= ListReport::kShown)
    report.shown.push_back({std::string(name_) + ": " + std::string(where), std::move(what)});
}

void ListGatherer::flush() {
  if (!block_.names.empty()) visitor_(block_);
  block_.names.clear();
  block_.ranks.clear();
  block_.below.clear();
  block_.created.clear();
}

}  // namespace dgacast

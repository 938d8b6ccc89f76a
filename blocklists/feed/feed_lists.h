// SPDX-License-Identifier: Apache-2.0
// The lists that a feed holds its names against, and of which day each is.
#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "blocklists/feed/feed_config.h"
#include "blocklists/lists/name_list.h"
#include "blocklists/names/public_suffix.h"

namespace dgacast {

/// One list and its day. What the list says of itself comes first, then what the configuration says ("dates"). The day
/// on which the file was last changed is only good to be warned by: a copy on another machine may have another.
struct FeedList {
  std::string name;  ///< of the file, without its folder
  std::string_view kind;
  UtcDay day;
  std::string_view told_by;  ///< "list", "configuration" or "file"
  std::string sha256;
  ListReport report;  ///< what of it was understood
};

/// The lists of names of a configuration, whose paths are those from here, each read once to its end. Throws
/// InputError: one cannot be read.
std::vector<FeedList> feed_lists(const ListsConfig& lists);

/// What was counted and passed over in the lists: notes; and a warning a list whose bad entries were skipped.
void tell_lists(const std::vector<FeedList>& lists, bool skip_bad_entries, std::vector<std::string>& notes,
                std::vector<std::string>& warnings);
/// The guards that fire: a list with bad entries (unless they are skipped), and one that has fewer entries than "lists"
/// of the `last` manifest says, by more than max_list_shrink_percent. `last` may be anything: what it does not tell is
/// not compared.
std::vector<std::string> list_guards(const std::vector<FeedList>& lists, const nlohmann::ordered_json& last,
                                     const FeedConfig& config);

/// For the manifest: nothing that another machine with the same octets would not say.
nlohmann::ordered_json lists_for_manifest(const std::vector<FeedList>& lists);
/// For people: each day, and who tells it.
nlohmann::ordered_json lists_for_report(const std::vector<FeedList>& lists);

/// The Public Suffix List of a configuration. Its date() is empty when neither the list nor the configuration tells it.
PublicSuffixes feed_suffixes(const ListsConfig& lists);
/// Its day, if need be by the file.
UtcDay suffixes_day(const PublicSuffixes& suffixes);

}  // namespace dgacast

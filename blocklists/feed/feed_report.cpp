// SPDX-License-Identifier: Apache-2.0
#include "blocklists/feed/feed.h"

namespace dgacast {

nlohmann::ordered_json to_json(const FeedReport& report) {
  constexpr const char* kWords[] = {"published", "unchanged", "checked", "kept"};
  nlohmann::ordered_json json{{"outcome", kWords[static_cast<std::size_t>(report.outcome)]},
                              {"current", nullptr},
                              {"guards", report.guards},
                              {"notes", report.notes},
                              {"warnings", report.warnings},
                              {"lists", report.lists},
                              {"manifest", report.manifest}};
  for (const std::string& text : report.left) json["warnings"].push_back(text);
  if (!report.issue.empty()) json["current"] = report.issue;
  return json;
}

}  // namespace dgacast

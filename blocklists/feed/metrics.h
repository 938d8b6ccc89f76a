// SPDX-License-Identifier: Apache-2.0
// What an operator watches of a feed, as Prometheus reads it (text format 0.0.4).
#pragma once
#include <nlohmann/json.hpp>
#include <string>

#include "blocklists/feed/feed.h"

namespace dgacast {

/// The metrics of the feed `name`: of the edition that consumers see now, whose manifest is `current` (anything but an
/// object: there is none), and of the run that gave `report` and took so many `seconds`. Throws InputError and
/// nlohmann::json::exception for a manifest that was spoilt.
std::string feed_metrics(const std::string& name, const nlohmann::json& current, const FeedReport& report,
                         double seconds);

}  // namespace dgacast

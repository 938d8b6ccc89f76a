// SPDX-License-Identifier: Apache-2.0
#include "blocklists/feed/feed_source.h"

#include <algorithm>

#include "blocklists/engine/collect.h"
#include "dga/core/ascii.h"
#include "dga/core/issue.h"

namespace dgacast {

std::chrono::milliseconds TransferLimits::left(const std::string& where, std::chrono::milliseconds least) const {
  if (stop.stop_requested()) throw Interrupted{};
  const auto rest = std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
  if (rest <= least)
    throw InputError{{where, "did not give the edition within " + std::to_string(time.count()) + " s",
                      "try again, or allow more time"}};
  return rest;
}

std::unique_ptr<FeedSource> open_source(const std::string& source, TransferLimits limits) {
  const auto fail = [&source](std::string what) {
    throw InputError{
        {quote(source), std::move(what), "give https://HOST/FEED, rsync://HOST/MODULE, HOST:FOLDER or a folder"}};
  };
  if (source.empty() || source.starts_with('-')) fail("is not a source of a feed");
  if (std::ranges::any_of(source, [](unsigned char c) { return c < 0x20 || c == 0x7f; }))
    fail("has control characters");
  const auto scheme_end = source.find("://");
  std::string scheme = scheme_end == std::string::npos ? "" : source.substr(0, scheme_end);
  for (char& c : scheme) {
    c = lower(c);
  }
  if (scheme == "http" || scheme == "https") return open_http_source(source, std::move(limits));
  if (!scheme.empty() && scheme != "rsync" && scheme.find('/') == std::string::npos)
    fail("is of a kind that is not fetched");
  return open_rsync_source(source, std::move(limits));
}

}  // namespace dgacast

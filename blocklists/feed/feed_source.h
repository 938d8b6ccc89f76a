// SPDX-License-Identifier: Apache-2.0
// Where the files of a feed come from: an HTTP server, or what rsync reaches. Nothing that a source gives is to be
// believed: it may come from whoever is on the way.
#pragma once
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <stop_token>
#include <string>

#include "blocklists/sign/manifest.h"

namespace dgacast {

/// How long a run may take, and with what.
struct TransferLimits {
  std::chrono::steady_clock::time_point end;  ///< of the whole run
  std::chrono::seconds time{};                ///< the same as a duration, for messages
  std::string ca_file;                        ///< PEM of the authorities that HTTPS trusts; "": the system's
  std::string work_folder;                    ///< a private folder, for what a source needs to store
  std::stop_token stop = {};

  /// What is left of the time. Throws InputError for `where` when that is no more than `least`; Interrupted.
  std::chrono::milliseconds left(const std::string& where, std::chrono::milliseconds least = {}) const;
};

/// Not thread-safe. All functions throw InputError when the source cannot be reached, is too slow, or does not behave
/// as its kind does; Interrupted.
class FeedSource {
 public:
  virtual ~FeedSource() = default;

  /// The source for messages, without a password.
  virtual const std::string& name() const noexcept = 0;
  /// The id of the edition that the source says is current: a hint, of the right form and no more.
  virtual std::string current() = 0;
  /// A file of an edition that somebody wants, and how large it may be.
  struct Wanted {
    std::string path;
    std::uint64_t max_bytes;
  };
  /// The texts of those of the files that the source has.
  virtual std::map<std::string, std::string, std::less<>> read(const std::string& edition,
                                                               std::span<const Wanted> files) = 0;
  /// Copies `files` into `folder`, which is empty, each no larger than the manifest says. Gives "PATH: what is wrong"
  /// of the first that is otherwise not as the manifest says, if the source looks; the caller checks them all.
  virtual std::string copy(const std::string& edition, const Manifest& manifest, const std::string& folder) = 0;
};

/// For http:// and https:// (feed_source_http.cpp). Plain GETs of URL/current/manifest.json and URL/issues/ID/FILE by
/// libcurl: certificates are checked, redirects are not followed, no .netrc is read; http_proxy, https_proxy and
/// no_proxy of the environment count, as libcurl documents.
std::unique_ptr<FeedSource> open_http_source(const std::string& url, TransferLimits limits);
/// For rsync://HOST/MODULE, HOST:FOLDER (by ssh, which must not ask for anything) and folders (feed_source_rsync.cpp),
/// by the program rsync.
std::unique_ptr<FeedSource> open_rsync_source(const std::string& source, TransferLimits limits);
/// The one that `source` is of. Throws InputError for a form that is neither.
std::unique_ptr<FeedSource> open_source(const std::string& source, TransferLimits limits);

}  // namespace dgacast

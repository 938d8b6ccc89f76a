// SPDX-License-Identifier: Apache-2.0
// Files that hold a secret: read straight into memory that is wiped, and only where nobody else can reach them.
#pragma once
#include <optional>
#include <string>

#include "blocklists/io/secret.h"
#include "dga/core/issue.h"

namespace dgacast {

/// A file that may hold a secret.
struct SecretFile {
  Secret text;
  /// Why others could read the file, or put another in its place: then it must not hold a secret. Looked at on the open
  /// file, so that nobody changes it in between.
  std::optional<Issue> reach;
};

/// Reads a file of at most 1 MiB. `reach` is set when
/// * group or others have a right to the file,
/// * it belongs neither to the effective user nor to root,
/// * a folder on the way to it can be written by group or others and has no sticky bit, or the file's own folder has
///   neither that bit nor one of these owners.
/// Throws InputError with the system's reason; also for what is not a regular file.
SecretFile open_secret(const std::string& path);

/// The text of a file that nobody else can reach. Throws InputError, also with open_secret()'s reason.
Secret read_secret(const std::string& path);

/// The same without a look at who can reach it: for files that systemd guards (systemd.exec(5), LoadCredential=).
Secret read_credential(const std::string& path);

}  // namespace dgacast

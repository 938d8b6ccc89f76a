// SPDX-License-Identifier: Apache-2.0
// Whole files: reading them, their digest, and folders that must survive a power cut.
#pragma once
#include <cstdint>
#include <string>

namespace [[gnu::visibility("default")]] dgacast {

/// What describes something (a configuration, a key, a catalogue) is no larger, in bytes.
inline constexpr std::uint64_t kMostText = std::uint64_t{256} << 20;
/// A list of names is no larger, in bytes.
inline constexpr std::uint64_t kMostList = std::uint64_t{16} << 30;

/// The bytes of a file that the user named, also of a pipe, or of standard input for "-". Throws InputError with the
/// reason of the system, and when there are more than `most` bytes: /dev/zero ends soon.
std::string read_file(const std::string& path, std::uint64_t most = kMostText);
/// The name of a path for messages: "standard input" for "-".
std::string shown_path(const std::string& path);
/// SHA-256 of a file in lower-case hex, and its size. Throws InputError as read_file() does.
struct FileDigest {
  std::string sha256;
  std::uint64_t size = 0;
};
FileDigest digest_of_file(const std::string& path);
/// Makes a folder, and those above it, if it is not there: with the rights 0755 at most, less what the umask takes.
/// Throws InputError.
void make_folder(const std::string& path);
/// Makes an empty folder at `path`, where a killed run may have left one: that is cleared away, and when it cannot be,
/// the folder is made at `path`.1, .2 and so on. Gives the path that it took. Throws InputError.
std::string make_fresh_folder(const std::string& path);
/// Removes what is at `path`, with all that is below it; links are not followed. Gives 0, also when nothing was there,
/// or the errno of what could not be removed.
int remove_tree(const std::string& path) noexcept;
/// Syncs a folder, so that the names in it survive a power cut. Throws InputError.
void sync_folder(const std::string& path);
/// `path` seen from `folder`, when it is relative; "-" and absolute paths stay.
std::string path_from(const std::string& folder, const std::string& path);

}  // namespace dgacast

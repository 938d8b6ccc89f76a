// SPDX-License-Identifier: Apache-2.0
// SHA256SUMS of an edition, as sha256sum(1) writes it: which files it has, and their digests. What it names becomes
// paths on a reader's disk, so it is read by a whitelist.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace [[gnu::visibility("default")]] dgacast {

inline constexpr std::string_view kManifestFile = "manifest.json";
inline constexpr std::string_view kSumsFile = "SHA256SUMS";
inline constexpr std::string_view kSignatureFile = "SHA256SUMS.minisig";
inline constexpr std::string_view kCmsFile = "SHA256SUMS.p7s";
inline constexpr std::string_view kOpenpgpFile = "SHA256SUMS.asc";

/// What a reader accepts of an edition before it knows anything of it, in bytes and in files.
inline constexpr std::uint64_t kMaxSums = std::uint64_t{16} << 20, kMaxSignature = std::uint64_t{64} << 10,
                               kMaxManifest = std::uint64_t{64} << 20;
inline constexpr std::size_t kMaxFiles = 100'000;

/// Whether `path` may name a file of an edition, whatever the file system: letters, digits, '.', '_', '-' and '/', at
/// most 1,000 bytes, in at most 16 parts of at most 255 bytes, none of which is empty, "." or "..", the first not
/// beginning with '-'.
bool is_edition_path(std::string_view path) noexcept;
/// `path` for a message: as it is when it is an edition's, quoted and shortened when it is not.
std::string shown_edition_path(std::string_view path);
/// Whether `path` is one of the files that SHA256SUMS cannot name: itself and its signatures.
bool is_seal(std::string_view path) noexcept;

/// Path to SHA-256 in lower-case hex.
using Sums = std::map<std::string, std::string, std::less<>>;

/// Reads the text of a SHA256SUMS. Throws InputError with `where` and the line: not of sha256sum's form, a path that is
/// not an edition's, one that comes twice or is a folder as well, more than kMaxFiles lines or kMaxSums bytes.
Sums parse_sums(std::string_view text, const std::string& where);

}  // namespace dgacast

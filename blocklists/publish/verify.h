// SPDX-License-Identifier: Apache-2.0
// Is a published issue what its publisher made?
#pragma once
#include <map>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace dgacast {

inline constexpr std::string_view kManifestFile = "manifest.json";
inline constexpr std::string_view kSumsFile = "SHA256SUMS";
inline constexpr std::string_view kSignatureFile = "SHA256SUMS.minisig";
inline constexpr std::string_view kCmsFile = "SHA256SUMS.p7s";
inline constexpr std::string_view kOpenpgpFile = "SHA256SUMS.asc";

/// The folder of an issue: `path` itself when it has a manifest, or else `path`/current. Throws InputError when there
/// is none.
std::string issue_folder(const std::string& path);

/// All regular files below `folder` by their paths from there, sorted. Throws InputError.
std::vector<std::string> files_below(const std::string& folder);

/// What is wrong with the issue in `folder`, a line each: changed, missing and added files, a manifest that does not
/// agree. Empty when it is sound. The signature is not looked at.
std::vector<std::string> issue_faults(const std::string& folder);

/// What is wrong with the signature of SHA256SUMS under `key`, the text of a minisign public key; "" when it is good.
/// Throws InputError with `where` when that is no key.
std::string signature_fault(const std::string& folder, std::string_view key, const std::string& where);

/// The same of the CMS signature, for whom trusts `certificates` (PEM).
std::string cms_fault(const std::string& folder, std::string_view certificates, const std::string& where);
/// The same of the OpenPGP signature, by gpgv with the keys in the file `keyring`. Throws InputError when that or gpgv
/// is missing.
std::string openpgp_fault(const std::string& folder, const std::string& keyring, const std::stop_token& stop);

}  // namespace dgacast

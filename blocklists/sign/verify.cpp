// SPDX-License-Identifier: Apache-2.0
#include "blocklists/sign/verify.h"

#include <algorithm>
#include <filesystem>

#include "dga/core/issue.h"
#include "dga/random/digest.h"

namespace dgacast {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kSeals = 4;  // SHA256SUMS and its signatures, which it does not name

/// "NAME: WHAT" of what reading `name` threw.
std::string fault_of(std::string_view name, const InputError& error) {
  return std::string(name) + ": " + error.issue().what;
}

/// What a text that was read says of itself: "NAME:LINE: WHAT".
std::string fault_of(const InputError& error) { return error.issue().where + ": " + error.issue().what; }

Signatures signatures_of(const ForeignFolder& folder) {
  Signatures signatures;
  for (const std::string_view name : {kSignatureFile, kCmsFile, kOpenpgpFile}) {
    const std::string file(name);
    if (folder.contains(file)) signatures.emplace(file, folder.read(file, kMaxSignature));
  }
  return signatures;
}

std::string file_fault(const ForeignFolder& folder, const std::string& path, const Manifest::File& file) {
  try {
    const FileDigest digest = folder.digest(path, file.size);
    if (digest.size != file.size) return path + ": is changed: its size is another";
    return digest.sha256 == file.sha256 ? "" : path + ": is changed: its SHA-256 is another";
  } catch (const InputError& error) {
    return fault_of(path, error);
  }
}

/// Changed, missing and added files, by a manifest that agrees with the sums.
std::vector<std::string> file_faults(const ForeignFolder& folder, const Manifest& manifest,
                                     const std::stop_token& stop) {
  std::vector<std::string> faults;
  for (const auto& [path, file] : manifest.files) {
    if (stop.stop_requested()) throw Interrupted{};
    if (std::string fault = file_fault(folder, path, file); !fault.empty()) faults.push_back(std::move(fault));
  }
  for (const std::string& path : folder.files(kMaxFiles + kSeals)) {
    if (!is_seal(path) && path != kManifestFile && !manifest.files.contains(path))
      faults.push_back(shown_edition_path(path) + ": is added: " + std::string(kSumsFile) + " does not name it");
  }
  return faults;
}

}  // namespace

std::string issue_folder(const std::string& path) {
  std::error_code error;
  if (fs::exists(path + "/" + std::string(kManifestFile), error)) return path;
  if (fs::is_directory(path + "/current", error)) return path + "/current";
  throw InputError{{path, "is no feed: it has neither " + std::string(kManifestFile) + " nor a current issue",
                    "give the folder of a feed, or of one issue"}};
}

std::vector<std::string> files_below(const std::string& folder) {
  return ForeignFolder{folder}.files(kMaxFiles + kSeals);
}

std::vector<std::string> edition_faults(const ForeignFolder& folder, const Trust& trust,
                                        const ExpectedEdition& expected, const std::stop_token& stop) {
  const std::string sums_name(kSumsFile), manifest_name(kManifestFile);
  std::string text;
  Signatures signatures;
  try {
    text = folder.read(sums_name, kMaxSums);
    if (trust.any()) signatures = signatures_of(folder);
  } catch (const InputError& error) {
    const std::string& where = error.issue().where;
    return {fault_of(where.substr(where.rfind('/') + 1), error)};
  }
  if (auto faults = signature_faults(text, signatures, trust, stop); !faults.empty()) return faults;
  Manifest manifest;
  try {
    const Sums sums = parse_sums(text, sums_name);
    const auto sum = sums.find(manifest_name);
    if (sum == sums.end()) return {manifest_name + ": " + sums_name + " does not name it"};
    std::string manifest_text;
    try {
      manifest_text = folder.read(manifest_name, kMaxManifest);
    } catch (const InputError& error) {
      return {fault_of(manifest_name, error)};
    }
    if (sha256_hex(manifest_text) != sum->second) return {manifest_name + ": is changed: its SHA-256 is another"};
    manifest = parse_manifest(manifest_text, manifest_name);
    if (std::string fault = disagreement(manifest, sums); !fault.empty()) return {std::move(fault)};
  } catch (const InputError& error) {
    return {fault_of(error)};
  }
  if (auto faults = expectation_faults(manifest, sha256_hex(text), expected); !faults.empty()) return faults;
  try {
    return file_faults(folder, manifest, stop);
  } catch (const InputError& error) {
    return {fault_of(error)};
  }
}

std::vector<std::string> issue_faults(const std::string& folder) {
  return edition_faults(ForeignFolder{folder}, {}, {}, {});
}

}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
#include "blocklists/publish/verify.h"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>

#include "blocklists/publish/cms.h"
#include "blocklists/publish/file.h"
#include "blocklists/publish/minisign.h"
#include "blocklists/publish/run_command.h"
#include "dga/core/issue.h"
#include "dga/core/json_value.h"

namespace dgacast {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kHexSize = 64;

/// SHA256SUMS as sha256sum(1) writes it: path to digest. Nothing when a line is of another form.
std::optional<std::map<std::string, std::string>> parse_sums(std::string_view text) {
  std::map<std::string, std::string> sums;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.size() < kHexSize + 3 || line.substr(kHexSize, 2) != "  ") return std::nullopt;
    sums.emplace(line.substr(kHexSize + 2), line.substr(0, kHexSize));
  }
  return sums;
}

void compare_manifest(const std::string& folder, const std::map<std::string, std::string>& sums,
                      std::vector<std::string>& faults) {
  const std::string name(kManifestFile);
  const auto manifest = nlohmann::json::parse(read_file(folder + "/" + name), nullptr, false);
  const auto files = manifest.is_object() ? manifest.find("files") : manifest.end();
  if (manifest.is_discarded() || files == manifest.end() || !files->is_array()) {
    faults.push_back(name + ": is no manifest");
    return;
  }
  std::size_t agreed = 0;
  for (const auto& file : *files) {
    const std::string& path = text_of(member(file, "path"));
    const auto found = sums.find(path);
    if (found == sums.end() || text_of(member(file, "sha256")) != found->second) {
      faults.push_back(path + ": " + name + " and " + std::string(kSumsFile) + " do not agree");
    } else {
      ++agreed;
    }
  }
  if (faults.empty() && agreed + 1 != sums.size())
    faults.push_back(name + ": does not name all files of " + std::string(kSumsFile));
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
  std::vector<std::string> files;
  std::error_code error;
  // The folder may be a link itself (FEED/current).
  for (fs::recursive_directory_iterator at(folder + "/", error), end; !error && at != end; at.increment(error)) {
    if (!at->is_directory(error) || at->is_symlink(error))
      files.push_back(fs::relative(at->path(), folder + "/", error).string());
  }
  if (error) throw InputError{{folder, "cannot be read: " + error.message(), "give a folder that you may read"}};
  std::ranges::sort(files);
  return files;
}

std::vector<std::string> issue_faults(const std::string& folder) {
  std::vector<std::string> faults;
  const std::string sums_path = folder + "/" + std::string(kSumsFile);
  std::error_code error;
  if (!fs::exists(sums_path, error)) return {std::string(kSumsFile) + ": is missing"};
  const auto sums = parse_sums(read_file(sums_path));
  if (!sums) return {std::string(kSumsFile) + ": has a line that is none of sha256sum"};
  for (const auto& [path, sum] : *sums) {
    if (!fs::is_regular_file(folder + "/" + path, error)) {
      faults.push_back(path + ": is missing");
    } else if (digest_of_file(folder + "/" + path).sha256 != sum) {
      faults.push_back(path + ": is changed: its SHA-256 is another");
    }
  }
  for (const std::string& path : files_below(folder)) {
    if (path != kSumsFile && path != kSignatureFile && path != kCmsFile && path != kOpenpgpFile &&
        !sums->contains(path))
      faults.push_back(path + ": is added: " + std::string(kSumsFile) + " does not name it");
  }
  if (!sums->contains(std::string(kManifestFile))) {
    faults.push_back(std::string(kManifestFile) + ": " + std::string(kSumsFile) + " does not name it");
  } else if (faults.empty()) {
    compare_manifest(folder, *sums, faults);
  }
  return faults;
}

namespace {

/// What check() says of the sums and a signature of them, or which of the two is missing.
std::string with_signature(const std::string& folder, std::string_view name,
                           const std::function<std::string(const std::string& sums, const std::string& path)>& check) {
  const std::string sums = folder + "/" + std::string(kSumsFile), path = folder + "/" + std::string(name);
  std::error_code error;
  if (!fs::exists(sums, error)) return "SHA256SUMS is missing";
  if (!fs::exists(path, error)) return "the issue is not signed";
  return check(sums, path);
}

}  // namespace

std::string signature_fault(const std::string& folder, std::string_view key, const std::string& where) {
  return with_signature(folder, kSignatureFile, [&](const std::string& sums, const std::string& path) {
    return check_minisign(read_file(sums), read_file(path), key, where).value_or("");
  });
}

std::string cms_fault(const std::string& folder, std::string_view certificates, const std::string& where) {
  return with_signature(folder, kCmsFile, [&](const std::string& sums, const std::string& path) {
    return check_cms(read_file(sums), read_file(path), certificates, where).value_or("");
  });
}

std::string openpgp_fault(const std::string& folder, const std::string& keyring, const std::stop_token& stop) {
  if (!is_installed("gpgv")) throw InputError{{"--openpgp-keyring", "there is no gpgv", "install gpgv"}};
  read_file(keyring);  // gpgv's own words for a missing one do not help
  return with_signature(folder, kOpenpgpFile, [&](const std::string& sums, const std::string& path) {
    // Without a slash gpgv would look in its own folder.
    const std::string name = keyring.find('/') == std::string::npos ? "./" + keyring : keyring;
    const CommandLine gpgv{{"gpgv", "--keyring", name, path, sums}};
    const auto failure = run_command(gpgv, stop);
    return failure ? "is not good under the keys: gpgv " + *failure : std::string();
  });
}

}  // namespace dgacast

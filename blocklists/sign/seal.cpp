// SPDX-License-Identifier: Apache-2.0
#include "blocklists/sign/seal.h"

#include "blocklists/io/file.h"
#include "blocklists/io/output.h"
#include "blocklists/io/run_command.h"
#include "blocklists/sign/cms.h"
#include "blocklists/sign/minisign.h"
#include "blocklists/sign/verify.h"
#include "dga/core/issue.h"
#include "dga/core/json_value.h"

namespace dgacast {
namespace {

/// "20261124T000000!": GnuPG then holds its clock at the time, so that the same issue gets the same signature.
std::string faked_time(UtcSeconds time) {
  std::string text = format_instant(time);
  std::erase_if(text, [](char c) { return c == '-' || c == ':' || c == 'Z'; });
  return text + "!";
}

void sign_openpgp(const std::string& folder, const SigningKeys& keys, UtcSeconds time, const std::stop_token& stop) {
  const std::string sums = folder + "/" + std::string(kSumsFile), signature = folder + "/" + std::string(kOpenpgpFile);
  const CommandLine gpg{{"gpg", "--homedir", keys.openpgp_home, "--batch", "--quiet", "--no-tty", "--yes",
                         "--faked-system-time", faked_time(time), "--local-user", keys.openpgp_key + "!", "--armor",
                         "--output", signature, "--detach-sign", sums}};
  if (const auto failure = run_command(gpg, stop))
    throw InputError{{"sign.openpgp", "gpg " + *failure,
                      "see what it says above; the key needs no password, and must be older than the issue"}};
}

}  // namespace

void try_keys(const SigningKeys& keys, UtcSeconds time) {
  if (!keys.minisign.empty()) MinisignSecretKey{keys.minisign.reveal(), "sign.minisign"};
  if (!keys.cms_key.empty()) sign_cms("", keys.cms_key.reveal(), keys.cms_certificate, time, "sign.cms");
  if (!keys.openpgp_key.empty() && !is_installed("gpg"))
    throw InputError{{"sign.openpgp", "there is no gpg", "install gnupg, or leave it out"}};
}

void seal(const std::string& folder, nlohmann::ordered_json& manifest, const SigningKeys& keys, UtcSeconds time,
          const std::stop_token& stop) {
  std::string sums;
  const auto sum = [&sums](const std::string& sha256, std::string_view path) {
    sums.append(sha256).append("  ").append(path).append("\n");
  };
  for (const std::string& path : files_below(folder)) {
    if (!is_edition_path(path))
      throw InputError{
          {quote(path), "is not a name that readers of a feed take", "choose names of letters, digits, '.', '_', '-'"}};
    const FileDigest digest = digest_of_file(folder + "/" + path);
    manifest["files"].push_back({{"path", path}, {"size", digest.size}, {"sha256", digest.sha256}});
    sum(digest.sha256, path);
  }
  const auto put = [&folder](std::string_view name, const std::string& text) {
    replace_file(folder + "/" + std::string(name), [&text](Output& to) { to.write(text); });
  };
  put(kManifestFile, json_text(manifest, 1) + "\n");
  sum(digest_of_file(folder + "/" + std::string(kManifestFile)).sha256, kManifestFile);
  put(kSumsFile, sums);
  if (!keys.minisign.empty()) {
    const MinisignSecretKey key{keys.minisign.reveal(), "sign.minisign"};
    put(kSignatureFile,
        key.sign(sums, "feed " + text_of(member(manifest, "feed")) + " issue " + text_of(member(manifest, "issue"))));
  }
  if (!keys.cms_key.empty())
    put(kCmsFile, sign_cms(sums, keys.cms_key.reveal(), keys.cms_certificate, time, "sign.cms"));
  if (!keys.openpgp_key.empty()) sign_openpgp(folder, keys, time, stop);
}

}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
#include "blocklists/feed/signing_keys.h"

#include <sys/stat.h>

#include "blocklists/io/file.h"
#include "dga/core/issue.h"

namespace dgacast {

SigningKeys read_signing_keys(const SignConfig& sign, const ReadSecret& read) {
  SigningKeys keys{.minisign = read(sign.minisign, "sign.minisign"),
                   .cms_key = read(sign.cms_key, "sign.cms.key"),
                   .cms_certificate = {},
                   .openpgp_key = sign.openpgp_key,
                   .openpgp_home = sign.openpgp_home};
  if (!sign.cms_certificate.empty()) keys.cms_certificate = read_file(sign.cms_certificate);
  if (sign.openpgp_home.empty()) return keys;
  struct stat status;
  if (::stat(keys.openpgp_home.c_str(), &status) != 0 || !S_ISDIR(status.st_mode))
    throw InputError{{keys.openpgp_home, "is not a folder", "give GnuPG's folder with the secret key"}};
  if ((status.st_mode & 077) != 0)
    throw InputError{{keys.openpgp_home, "holds a secret key, and others than its owner can reach it",
                      "chmod 700 it, and make a new key if it leaked"}};
  return keys;
}

}  // namespace dgacast

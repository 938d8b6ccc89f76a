// SPDX-License-Identifier: Apache-2.0
// Whose signatures a reader of a feed trusts.
#pragma once
#include <map>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "blocklists/sign/sums.h"

namespace [[gnu::visibility("default")]] dgacast {

/// A text of the reader's own, and what messages call it: a file, or an option.
struct NamedText {
  std::string text, where;
};

/// Each kind that is given must be good; of several minisign keys one is enough, because a publisher changes keys by
/// announcing the next one beforehand.
struct Trust {
  std::vector<NamedText> minisign;  ///< public keys: the file's text, or its line of base64
  NamedText certificates;           ///< PEM, of the publisher or of who vouches for it; empty text: no CMS
  std::string openpgp_keyring;      ///< path of a file of public keys, for gpgv; empty: no OpenPGP

  bool any() const noexcept { return !minisign.empty() || !certificates.text.empty() || !openpgp_keyring.empty(); }
};

/// The texts of an edition's signatures by file name: kSignatureFile, kCmsFile, kOpenpgpFile.
using Signatures = std::map<std::string, std::string, std::less<>>;

/// "FILE: what is wrong" for each signature of `sums`, the text of SHA256SUMS, that `trust` asks for and that is
/// missing or not good. Empty when all are good, or none is asked for. Throws InputError when a key of `trust` is not
/// one, or gpgv is missing; Interrupted.
std::vector<std::string> signature_faults(std::string_view sums, const Signatures& signatures, const Trust& trust,
                                          const std::stop_token& stop);

}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
// What both scripts of QSnatch have in common: names are beginnings of a SHA-1 in lower-case base64.
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "dga/random/base64.h"
#include "dga/random/digest.h"

namespace dgacast {

using QsnatchLabel = std::array<char, base64_size(Sha1Digest{}.size())>;

class QsnatchHash {
 public:
  /// `counter` is the number of the interval; `constant` stands in the script.
  QsnatchHash(std::int64_t counter, std::string_view constant) : text_(std::to_string(counter)) {
    text_.append(constant);
    start_ = text_.size();
  }
  /// The characters with which the names under `tld` begin (the last one is the base64's '=').
  QsnatchLabel label(std::string_view tld) {
    text_.resize(start_);
    text_.append(tld).push_back('\n');
    const Sha1Digest digest = sha1(text_);
    QsnatchLabel label;
    base64({reinterpret_cast<const char*>(digest.data()), digest.size()}, label.data(), kAlphabet);
    return label;
  }

 private:
  /// Base64 in lower case, then b for + and c for /.
  static constexpr Base64Alphabet kAlphabet{"abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz0123456789bc"};
  std::string text_;
  std::size_t start_;
};

}  // namespace dgacast

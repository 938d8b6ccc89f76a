// SPDX-License-Identifier: Apache-2.0
#include "blocklists/formats/uuid.h"

#include <algorithm>

#include "dga/random/digest.h"

namespace dgacast {

Uuid uuid5(const Uuid& space, std::string_view name) noexcept {
  std::string message(space.begin(), space.end());
  message.append(name);
  const Sha1Digest digest = sha1(message);
  Uuid uuid;
  std::copy_n(digest.begin(), uuid.size(), uuid.begin());
  uuid[6] = static_cast<std::uint8_t>((uuid[6] & 0x0F) | 0x50);  // version 5
  uuid[8] = static_cast<std::uint8_t>((uuid[8] & 0x3F) | 0x80);  // variant of RFC 4122
  return uuid;
}

Uuid own_uuid(std::initializer_list<std::string_view> words) {
  std::string name;
  for (const std::string_view word : words) name.append(word).append("\n");
  return uuid5(kOwnNamespace, name);
}

std::string to_text(const Uuid& uuid) {
  std::array<char, 32> digits;
  hex_digits(uuid, digits.data());
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i == 8 || i == 12 || i == 16 || i == 20) text.push_back('-');
    text.push_back(digits[i]);
  }
  return text;
}

}  // namespace dgacast

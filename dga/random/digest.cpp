// SPDX-License-Identifier: Apache-2.0
// The low-level calls are deprecated in OpenSSL 3 but are the fast way for one block: the EVP interface fetches the
// algorithm for each message, and has RC4 only in the legacy provider.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "dga/random/digest.h"

#include <openssl/md5.h>
#include <openssl/rc4.h>
#include <openssl/sha.h>

namespace dgacast {

Md5Digest md5(std::string_view message) noexcept {
  Md5Digest digest;
  MD5_CTX context;
  MD5_Init(&context);
  MD5_Update(&context, message.data(), message.size());
  MD5_Final(digest.data(), &context);
  return digest;
}

Sha1Digest sha1(std::string_view message) noexcept {
  Sha1Digest digest;
  SHA_CTX context;
  SHA1_Init(&context);
  SHA1_Update(&context, message.data(), message.size());
  SHA1_Final(digest.data(), &context);
  return digest;
}

Sha256Digest sha256(std::string_view message) noexcept {
  Sha256Digest digest;
  SHA256_CTX context;
  SHA256_Init(&context);
  SHA256_Update(&context, message.data(), message.size());
  SHA256_Final(digest.data(), &context);
  return digest;
}

Sha512Digest sha512(std::string_view message) noexcept {
  Sha512Digest digest;
  SHA512_CTX context;
  SHA512_Init(&context);
  SHA512_Update(&context, message.data(), message.size());
  SHA512_Final(digest.data(), &context);
  return digest;
}

std::string sha256_hex(std::string_view message) {
  const Sha256Digest digest = sha256(message);
  std::string text(2 * digest.size(), '\0');
  hex_digits(digest, text.data());
  return text;
}

void hex_digits(std::span<const std::uint8_t> octets, char* out) noexcept {
  constexpr char kDigits[] = "0123456789abcdef";
  for (const std::uint8_t octet : octets) {
    *out++ = kDigits[octet >> 4];
    *out++ = kDigits[octet & 15];
  }
}

void rc4(std::string_view key, std::span<std::uint8_t> data) noexcept {
  RC4_KEY state;
  RC4_set_key(&state, static_cast<int>(key.size()), reinterpret_cast<const std::uint8_t*>(key.data()));
  RC4(&state, data.size(), data.data(), data.data());
}

struct Sha256::Context {
  SHA256_CTX sha;
};

Sha256::Sha256() : context_(std::make_unique<Context>()) { SHA256_Init(&context_->sha); }
Sha256::~Sha256() = default;

void Sha256::update(std::string_view part) { SHA256_Update(&context_->sha, part.data(), part.size()); }

std::string Sha256::hex() {
  Sha256Digest digest;
  SHA256_Final(digest.data(), &context_->sha);
  std::string text(2 * digest.size(), ' ');
  hex_digits(digest, text.data());
  return text;
}

}  // namespace dgacast

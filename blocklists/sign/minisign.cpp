// SPDX-License-Identifier: Apache-2.0
#include "blocklists/sign/minisign.h"

#include <openssl/evp.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <new>
#include <vector>

#include "blocklists/io/secret.h"
#include "dga/core/issue.h"

namespace dgacast {
namespace {

constexpr std::string_view kTrusted = "trusted comment: ";
constexpr std::size_t kSignature = 64, kNumber = 8, kPublic = 32;

using Octets = std::vector<std::uint8_t>;
struct FreeKey {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Key = std::unique_ptr<EVP_PKEY, FreeKey>;
using Context = std::unique_ptr<EVP_MD_CTX, FreeContext>;

std::optional<Octets> from_base64(std::string_view text) {
  if (text.empty() || text.size() % 4 != 0) return std::nullopt;
  Octets octets(text.size() / 4 * 3);
  const int size = EVP_DecodeBlock(octets.data(), reinterpret_cast<const unsigned char*>(text.data()),
                                   static_cast<int>(text.size()));
  if (size < 0) return std::nullopt;
  const auto padding = static_cast<std::size_t>(std::count(text.end() - 2, text.end(), '='));
  octets.resize(static_cast<std::size_t>(size) - padding);
  return octets;
}

std::string to_base64(const Octets& octets) {
  std::string text((octets.size() + 2) / 3 * 4 + 1, '\0');
  const int size =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), octets.data(), static_cast<int>(octets.size()));
  text.resize(static_cast<std::size_t>(size));
  return text;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

/// The line of base64 of a key file: the second, below its comment; or the only one.
std::string_view key_line(std::string_view text) {
  const auto lines = lines_of(text);
  if (lines.empty()) return {};
  return lines.size() > 1 && lines[0].starts_with("untrusted comment:") ? lines[1] : lines[0];
}

Octets blake2b(std::string_view octets) {
  Octets digest(64);
  unsigned size = 0;
  if (EVP_Digest(octets.data(), octets.size(), digest.data(), &size, EVP_blake2b512(), nullptr) != 1)
    throw std::bad_alloc{};
  return digest;
}

Octets with_comment(const Octets& signature, std::string_view comment) {
  Octets message = signature;
  message.insert(message.end(), comment.begin(), comment.end());
  return message;
}

Octets sign_octets(EVP_PKEY* key, const Octets& message) {
  Octets signature(kSignature);
  std::size_t size = signature.size();
  const Context context{EVP_MD_CTX_new()};
  if (!context || EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key) != 1 ||
      EVP_DigestSign(context.get(), signature.data(), &size, message.data(), message.size()) != 1)
    throw std::bad_alloc{};
  return signature;
}

bool verify_octets(EVP_PKEY* key, const Octets& message, const Octets& signature) {
  const Context context{EVP_MD_CTX_new()};
  if (!context || EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key) != 1) throw std::bad_alloc{};
  return EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(), message.size()) == 1;
}

Octets part(const Octets& octets, std::size_t begin, std::size_t size) {
  const auto at = octets.begin() + static_cast<std::ptrdiff_t>(begin);
  return {at, at + static_cast<std::ptrdiff_t>(size)};
}

/// minisign shows a key's number as a little-endian number in hex.
std::string hex_number(const std::uint8_t* number) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string text;
  for (std::size_t i = kNumber; i-- > 0;) {
    text.push_back(kDigits[number[i] >> 4]);
    text.push_back(kDigits[number[i] & 15]);
  }
  return text;
}

}  // namespace

MinisignSecretKey::MinisignSecretKey(std::string_view text, const std::string& where) {
  // "Ed", kind of password (2), kind of checksum (2), salt (32), limits (16); number (8), seed (32), public key (32),
  // checksum (32). The checksum guards a password's decryption; here the public key tells whether the seed is whole.
  constexpr std::size_t kSize = 158, kNumberAt = 54, kSeedAt = 62, kPublicAt = 94;
  auto octets = from_base64(key_line(text));
  struct Wipe {
    std::optional<Octets>& octets;
    ~Wipe() {
      if (octets) wipe(octets->data(), octets->size());
    }
  } const wipe_at_end{octets};
  const auto fail = [&where](std::string what, std::string mend) {
    throw InputError{{where, std::move(what), std::move(mend)}};
  };
  if (!octets || octets->size() != kSize || std::memcmp(octets->data(), "Ed", 2) != 0)
    fail("is no secret key of minisign", "make one with minisign -G -W");
  if ((*octets)[2] != 0 || (*octets)[3] != 0)
    fail("has a password, which no timer can type", "make a key without one, minisign -G -W, and guard its file");
  std::copy_n(octets->data() + kNumberAt, number_.size(), number_.begin());
  std::copy_n(octets->data() + kSeedAt, seed_.size(), seed_.begin());
  const Octets expected = part(*octets, kPublicAt, kPublic);
  const Key key{EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, seed_.data(), seed_.size())};
  if (!key) throw std::bad_alloc{};
  Octets computed(kPublic);
  std::size_t size = computed.size();
  EVP_PKEY_get_raw_public_key(key.get(), computed.data(), &size);
  if (computed != expected)
    fail("is damaged: its two halves do not fit", "restore it, or make one with minisign -G -W");
}

MinisignSecretKey::~MinisignSecretKey() { wipe(seed_.data(), seed_.size()); }

std::string MinisignSecretKey::id() const { return hex_number(number_.data()); }

std::string MinisignSecretKey::sign(std::string_view octets, std::string_view comment) const {
  const Key key{EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, seed_.data(), seed_.size())};
  if (!key) throw std::bad_alloc{};
  const Octets signature = sign_octets(key.get(), blake2b(octets));
  Octets block{'E', 'D'};
  block.insert(block.end(), number_.begin(), number_.end());
  block.insert(block.end(), signature.begin(), signature.end());
  std::string text = "untrusted comment: signature from dgacast, key " + id() + "\n" + to_base64(block) + "\n";
  text.append(kTrusted).append(comment).append("\n");
  return text.append(to_base64(sign_octets(key.get(), with_comment(signature, comment)))).append("\n");
}

std::optional<std::string> check_minisign(std::string_view octets, std::string_view signature, std::string_view key,
                                          const std::string& where) {
  const auto public_key = from_base64(key_line(key));
  if (!public_key || public_key->size() != 2 + kNumber + kPublic || std::memcmp(public_key->data(), "Ed", 2) != 0)
    throw InputError{{where, "is no public key of minisign", "give the file minisign.pub, or its second line"}};
  const auto lines = lines_of(signature);
  if (lines.size() < 4 || !lines[2].starts_with(kTrusted)) return "the signature is no signature of minisign";
  const auto block = from_base64(lines[1]);
  const auto second = from_base64(lines[3]);
  if (!block || block->size() != 2 + kNumber + kSignature || !second || second->size() != kSignature ||
      std::memcmp(block->data(), "ED", 2) != 0)
    return "the signature is no signature of minisign";
  if (!std::equal(public_key->begin() + 2, public_key->begin() + 2 + kNumber, block->begin() + 2))
    return "it is signed with the key " + hex_number(block->data() + 2) + ", not with " +
           hex_number(public_key->data() + 2);
  const Key verifier{EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, public_key->data() + 2 + kNumber, kPublic)};
  if (!verifier) return "the public key is no point of Ed25519";
  const Octets first = part(*block, 2 + kNumber, kSignature);
  if (!verify_octets(verifier.get(), blake2b(octets), first)) return "the signature does not fit";
  if (!verify_octets(verifier.get(), with_comment(first, lines[2].substr(kTrusted.size())), *second))
    return "the signature does not fit its trusted comment";
  return std::nullopt;
}

}  // namespace dgacast

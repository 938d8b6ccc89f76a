// SPDX-License-Identifier: Apache-2.0
#include "blocklists/sign/cms.h"

#include <openssl/bio.h>
#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <memory>
#include <new>
#include <vector>

#include "dga/core/issue.h"

namespace dgacast {
namespace {

template <auto Free>
struct Freer {
  template <typename Object>
  void operator()(Object* object) const {
    Free(object);
  }
};
using Bio = std::unique_ptr<BIO, Freer<BIO_free>>;
using Key = std::unique_ptr<EVP_PKEY, Freer<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freer<X509_free>>;
using Store = std::unique_ptr<X509_STORE, Freer<X509_STORE_free>>;
using Message = std::unique_ptr<CMS_ContentInfo, Freer<CMS_ContentInfo_free>>;
using Time = std::unique_ptr<ASN1_TIME, Freer<ASN1_TIME_free>>;

Bio reader(std::string_view text) {
  Bio bio{BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))};
  if (!bio) throw std::bad_alloc{};
  return bio;
}

/// What OpenSSL says of its last fault.
std::string reason() {
  const char* const text = ERR_reason_error_string(ERR_peek_last_error());
  ERR_clear_error();
  return text == nullptr ? "unknown reason" : text;
}

int no_password(char*, int, int, void*) { return 0; }

std::vector<Certificate> certificates_of(std::string_view text, const std::string& where) {
  std::vector<Certificate> all;
  const Bio bio = reader(text);
  while (X509* const one = PEM_read_bio_X509(bio.get(), nullptr, no_password, nullptr)) all.emplace_back(one);
  ERR_clear_error();  // the end of the text is one
  if (all.empty()) throw InputError{{where, "holds no certificate", "give PEM: -----BEGIN CERTIFICATE-----"}};
  return all;
}

[[noreturn]] void refuse(const std::string& where) {
  throw InputError{{where, "cannot sign: " + reason(), "give an RSA or EC key and its certificate"}};
}

}  // namespace

std::string sign_cms(std::string_view octets, std::string_view key_text, std::string_view certificate, UtcSeconds time,
                     const std::string& where) {
  const Bio key_bio = reader(key_text);
  const Key key{PEM_read_bio_PrivateKey(key_bio.get(), nullptr, no_password, nullptr)};
  ERR_clear_error();
  if (!key)
    throw InputError{{where, "is no private key without a password",
                      "make one: openssl req -x509 -newkey rsa:3072 -noenc -keyout key.pem -out cert.pem"}};
  const auto chain = certificates_of(certificate, where);
  if (X509_check_private_key(chain.front().get(), key.get()) != 1) refuse(where);
  const Bio content = reader(octets);
  constexpr unsigned kFlags = CMS_DETACHED | CMS_BINARY | CMS_NOSMIMECAP;
  const Message message{CMS_sign(nullptr, nullptr, nullptr, nullptr, kFlags | CMS_PARTIAL)};
  if (!message) refuse(where);
  CMS_SignerInfo* const signer =
      CMS_add1_signer(message.get(), chain.front().get(), key.get(), EVP_sha256(), kFlags | CMS_PARTIAL);
  if (signer == nullptr) refuse(where);
  // OpenSSL would put the clock's time here.
  const Time signing_time{ASN1_TIME_set(nullptr, static_cast<time_t>(unix_time(time)))};
  if (!signing_time ||
      CMS_signed_add1_attr_by_NID(signer, NID_pkcs9_signingTime, signing_time->type, signing_time.get(), -1) != 1)
    refuse(where);
  for (std::size_t i = 1; i < chain.size(); ++i) {
    if (CMS_add1_cert(message.get(), chain[i].get()) != 1) refuse(where);
  }
  if (CMS_final(message.get(), content.get(), nullptr, kFlags) != 1) refuse(where);
  unsigned char* der = nullptr;
  const int size = i2d_CMS_ContentInfo(message.get(), &der);
  if (size <= 0) refuse(where);
  std::string result(reinterpret_cast<const char*>(der), static_cast<std::size_t>(size));
  OPENSSL_free(der);
  return result;
}

std::optional<std::string> check_cms(std::string_view octets, std::string_view signature, std::string_view certificates,
                                     const std::string& where) {
  const Store store{X509_STORE_new()};
  if (!store) throw std::bad_alloc{};
  for (const Certificate& one : certificates_of(certificates, where)) X509_STORE_add_cert(store.get(), one.get());
  // A certificate that is trusted by itself needs nobody above it.
  X509_STORE_set_flags(store.get(), X509_V_FLAG_PARTIAL_CHAIN);
  const auto* at = reinterpret_cast<const unsigned char*>(signature.data());
  const Message message{d2i_CMS_ContentInfo(nullptr, &at, static_cast<long>(signature.size()))};
  if (!message) {
    ERR_clear_error();
    return "is no CMS signature";
  }
  const Bio content = reader(octets);
  if (CMS_verify(message.get(), nullptr, store.get(), content.get(), nullptr, CMS_BINARY) == 1) return std::nullopt;
  return "is not good under the certificate: " + reason();
}

}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
// Keys, certificates and signatures, as a publisher gives them and as a reader gets them. The input is a signature, a
// NUL and a key or certificate; each is tried alone too.
#include "blocklists/sign/cms.h"
#include "blocklists/sign/minisign.h"
#include "dga/core/issue.h"
#include "tests/fuzz/target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dgacast;
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  const auto attempt = [](const auto& action) {
    try {
      action();
    } catch (const InputError&) {
    }
  };
  attempt([&] {
    const MinisignSecretKey key{text, "fuzz.key"};
    if (key.sign("octets", "comment").empty()) std::abort();
  });
  constexpr std::string_view kBetween = "\n=====\n";  // a signature in DER holds every octet
  const auto half = std::min(text.find(kBetween), size);
  const std::string_view signature = text.substr(0, half), key = text.substr(std::min(half + kBetween.size(), size));
  attempt([&] { static_cast<void>(check_minisign("octets", signature, key, "fuzz.pub")); });
  attempt([&] { static_cast<void>(check_cms("octets", signature, key, "fuzz.pem")); });
  attempt([&] { static_cast<void>(sign_cms("octets", signature, key, {}, "fuzz.pem")); });
  return 0;
}

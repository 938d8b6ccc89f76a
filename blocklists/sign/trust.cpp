// SPDX-License-Identifier: Apache-2.0
#include "blocklists/sign/trust.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <functional>
#include <optional>

#include "blocklists/io/file.h"
#include "blocklists/io/run_command.h"
#include "blocklists/sign/cms.h"
#include "blocklists/sign/minisign.h"
#include "dga/core/issue.h"

namespace dgacast {
namespace {

/// A text that a program can read as a file, in memory alone.
class MemoryFile {
 public:
  MemoryFile(const char* name, std::string_view text) : descriptor_(::memfd_create(name, MFD_CLOEXEC)) {
    while (descriptor_ >= 0 && !text.empty()) {
      const ssize_t count = ::write(descriptor_, text.data(), text.size());
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) fail();
      text.remove_prefix(static_cast<std::size_t>(count));
    }
    if (descriptor_ < 0) fail();
  }
  ~MemoryFile() { ::close(descriptor_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  /// For a child of this process.
  std::string path() const { return "/proc/" + std::to_string(::getpid()) + "/fd/" + std::to_string(descriptor_); }

 private:
  [[noreturn]] void fail() const {
    const int error = errno;
    if (descriptor_ >= 0) ::close(descriptor_);
    throw InputError{{"gpgv", std::string("cannot be given its input: ") + std::strerror(error), "make memory free"}};
  }

  int descriptor_;
};

std::string minisign_fault(std::string_view sums, std::string_view signature, const Trust& trust) {
  std::string fault;
  for (const NamedText& key : trust.minisign) {
    fault = check_minisign(sums, signature, key.text, key.where).value_or("");
    if (fault.empty()) break;
  }
  return fault;
}

std::string openpgp_fault(std::string_view sums, std::string_view signature, const std::string& keyring,
                          const std::stop_token& stop) {
  const MemoryFile sums_file{"sums", sums}, signature_file{"signature", signature};
  std::error_code error;
  // Without a slash gpgv would look in its own folder.
  const std::string keys = std::filesystem::absolute(keyring, error).string();
  const CommandLine gpgv{{"gpgv", "--keyring", keys, signature_file.path(), sums_file.path()}};
  const auto failure = run_command(gpgv, stop);
  return failure ? "is not good under the keys: gpgv " + *failure : std::string();
}

}  // namespace

std::vector<std::string> signature_faults(std::string_view sums, const Signatures& signatures, const Trust& trust,
                                          const std::stop_token& stop) {
  std::vector<std::string> faults;
  const auto check = [&](std::string_view name, const std::function<std::string(std::string_view)>& fault_of) {
    const auto found = signatures.find(name);
    std::string fault = found == signatures.end() ? "the issue is not signed" : fault_of(found->second);
    if (!fault.empty()) faults.push_back(std::string(name) + ": " + fault);
  };
  if (!trust.minisign.empty())
    check(kSignatureFile, [&](std::string_view signature) { return minisign_fault(sums, signature, trust); });
  if (!trust.certificates.text.empty()) {
    check(kCmsFile, [&](std::string_view signature) {
      return check_cms(sums, signature, trust.certificates.text, trust.certificates.where).value_or("");
    });
  }
  if (!trust.openpgp_keyring.empty()) {
    if (!is_installed("gpgv"))
      throw InputError{
          {trust.openpgp_keyring, "an OpenPGP signature is checked by gpgv, which is not installed", "install gpgv"}};
    read_file(trust.openpgp_keyring);  // gpgv's own words for a missing one do not help
    check(kOpenpgpFile,
          [&](std::string_view signature) { return openpgp_fault(sums, signature, trust.openpgp_keyring, stop); });
  }
  return faults;
}

}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
#include "tools/cli/secrets.h"

#include <sys/stat.h>

#include <cstdlib>

#include "blocklists/io/secret_file.h"
#include "tools/cli/command.h"
#include "tools/cli/process.h"

namespace dgacast {

Secret secret_of(const std::string& folder, const std::string& name, const std::string& where) {
  if (name.empty()) return {};
  forbid_core_dumps();
  constexpr std::string_view kCredential = "credential:";
  if (!name.starts_with(kCredential)) return read_secret(path_from(folder, name));
  const char* const credentials = std::getenv("CREDENTIALS_DIRECTORY");
  if (credentials == nullptr)
    usage(where, quote(name) + " needs a systemd credential, and there is no CREDENTIALS_DIRECTORY",
          "run it from a unit with LoadCredential=, or name a file");
  return read_credential(path_from(credentials, name.substr(kCredential.size())));
}

void read_epp_file(const std::string& path, EppOptions& options) {
  forbid_core_dumps();
  SecretFile file = open_secret(path);
  read_epp_config(std::move(file.text), path, options);
  if (options.auth_info != nullptr && file.reach) throw InputError{std::move(*file.reach)};
}

void keep_private(const std::string& output) {
  struct stat status;
  if (output != "-" && ::stat(output.c_str(), &status) == 0 && S_ISREG(status.st_mode) &&
      (status.st_mode & (S_IRWXG | S_IRWXO)) != 0)
    usage(output, "would hold a secret, authInfo, and others than its owner can reach it",
          "chmod 600 it, or give another name");
  make_new_files_private();
}

}  // namespace dgacast

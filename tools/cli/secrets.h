// SPDX-License-Identifier: Apache-2.0
// Where a command takes its secrets from. As soon as one is read, the process leaves no core file.
#pragma once
#include <string>

#include "blocklists/formats/partner.h"
#include "blocklists/io/secret.h"

namespace dgacast {

/// The secret in the file `name`, seen from `folder`, or in systemd's credential "credential:NAME"; empty for "".
/// `where` is for the message when there are no credentials. Throws InputError, also when others can reach the file.
Secret secret_of(const std::string& folder, const std::string& name, const std::string& where);

/// Reads a configuration of EPP from a file that others may read as long as it has no authInfo. Throws InputError.
void read_epp_file(const std::string& path, EppOptions& options);

/// Before a list with a secret is written: new files are for their owner alone from now on. Throws InputError when
/// `output` is a file whose rights, which its successor would get, let others read it.
void keep_private(const std::string& output);

}  // namespace dgacast

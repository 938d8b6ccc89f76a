// SPDX-License-Identifier: Apache-2.0
// What a log file is, by its first bytes: text, text as UTF-16, or a binary file that another program must read first.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "blocklists/select/input.h"

namespace dgacast {

/// Throws InputError, with the command that makes text of it, when `head` begins a binary file that is known: a packet
/// capture, dnstap's frames, Windows' event log, a journal, a database, an archive. `name` is for the message.
void refuse_binary(std::string_view head, const std::string& name);

/// `source` (which must outlive the result), as UTF-8 when it is UTF-16 by its byte order mark or by its zeros. What is
/// not UTF-16 becomes U+FFFD. Throws as `source` does, and as refuse_binary() does.
std::unique_ptr<Input> text_of(Input& source, const std::string& name);

}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
// What a log file is, by its first bytes: text, or a binary file that another program must read first.
#pragma once
#include <string>
#include <string_view>

namespace dgacast {

/// Throws InputError, with the command that makes text of it, when `head` begins a binary file that is known: a packet
/// capture, dnstap's frames, Windows' event log, a journal, a database, an archive. `name` is for the message.
void refuse_binary(std::string_view head, const std::string& name);

}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
// The layers that unpacked() and open_text() put above each other: each takes octets from the one below, which it owns,
// and gives what they hold. For input.h alone.
#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "blocklists/io/input.h"

namespace dgacast {

/// Gzip and Zstandard. Reading throws InputError with `name` when the data are broken or end too early.
std::unique_ptr<Input> gzip_input(std::unique_ptr<Input> source, std::string name);
std::unique_ptr<Input> zstandard_input(std::unique_ptr<Input> source, std::string name);

enum class ArchiveForm : std::uint8_t { xz, bzip2, zip, tar };
/// "xz", "bzip2", "zip", "tar".
std::string_view to_text(ArchiveForm form) noexcept;
/// The one file in an archive, or what xz or bzip2 pack. Throws InputError, and so does reading, as unpacked() says.
std::unique_ptr<Input> archive_input(std::unique_ptr<Input> source, ArchiveForm form, std::string name);

/// Text in an encoding that ICU knows by `encoding` ("UTF-16LE"), as UTF-8.
std::unique_ptr<Input> encoded_input(std::unique_ptr<Input> source, const char* encoding);

}  // namespace dgacast

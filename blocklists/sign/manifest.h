// SPDX-License-Identifier: Apache-2.0
// manifest.json of an edition: which feed and edition it is, of which day, and how large its files are.
#pragma once
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "blocklists/sign/sums.h"
#include "dga/core/calendar.h"

namespace [[gnu::visibility("default")]] dgacast {

/// The number of an edition whose id is of the form NNNNNNNN-YYYY-MM-DD with a real date; nothing for any other text.
std::optional<std::uint32_t> edition_number(std::string_view id) noexcept;

/// The part of a manifest by which a reader judges an edition.
struct Manifest {
  struct File {
    std::uint64_t size = 0;  ///< in bytes
    std::string sha256;      ///< lower-case hex
  };

  std::string feed;
  std::string edition;       ///< the id: "00000002-2026-11-24"
  std::uint32_t number = 0;  ///< that of the id
  UtcDay date;
  std::map<std::string, File, std::less<>> files;  ///< by path; each is an edition's path
};

/// The whole document: an object of at most kMaxManifest bytes, nested 64 deep at most, no key twice. Throws InputError
/// with `where` and the line.
nlohmann::ordered_json manifest_document(std::string_view text, const std::string& where);

/// Throws InputError with `where`, and the line where it is one: as manifest_document() does, and when feed, issue,
/// date or files are missing or of another form.
Manifest parse_manifest(std::string_view text, const std::string& where);

/// The first difference between the files of a manifest and the sums of the same edition, or "".
std::string disagreement(const Manifest& manifest, const Sums& sums);

}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
#include "blocklists/sign/manifest.h"

#include <charconv>

#include "dga/core/issue.h"
#include "dga/core/json_text.h"
#include "dga/core/json_value.h"

namespace dgacast {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kHint = "see what 'dgacast verify' says, or ask the publisher";

JsonText parse_bounded(std::string_view text, const std::string& where) {
  if (text.size() > kMaxManifest)
    throw InputError{{where, "has more than " + std::to_string(kMaxManifest) + " bytes", "ask the publisher"}};
  JsonText document = JsonText::parse(text, where);
  if (!document.value().is_object())
    throw InputError{{where, "is not the manifest of an edition: expected an object", std::string(kHint)}};
  return document;
}

/// The parts of a manifest, each checked. Messages have the line.
class Reader {
 public:
  Reader(const JsonText& document) : document_(document) {}

  const std::string& text(const std::vector<std::string>& path) const {
    const Json& value = value_at(path);
    if (!value.is_string()) fail(path, "expected a text");
    return text_of(value);
  }
  const Json& value_at(const std::vector<std::string>& path) const {
    const Json* value = &document_.value();
    for (const std::string& key : path) {
      if (value->is_array()) {
        value = &child(*value, key);  // a position that read_files() counts
        continue;
      }
      const auto found = value->is_object() ? value->find(key) : value->end();
      if (found == value->end()) fail(path, "the key " + quote(key) + " is missing");
      value = &*found;
    }
    return *value;
  }
  [[noreturn]] void fail(const std::vector<std::string>& path, std::string what) const {
    throw InputError{
        {document_.where(path), "is not the manifest of an edition: " + std::move(what), std::string(kHint)}};
  }

 private:
  const JsonText& document_;
};

bool is_digest(std::string_view text) noexcept {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

void read_files(const Reader& reader, Manifest& manifest) {
  const Json& files = reader.value_at({"files"});
  if (!files.is_array()) reader.fail({"files"}, "expected a list of files");
  if (files.size() > kMaxFiles)
    reader.fail({"files"}, "an edition has at most " + std::to_string(kMaxFiles) + " files");
  for (std::size_t i = 0; i < files.size(); ++i) {
    const std::vector<std::string> here{"files", std::to_string(i)};
    const auto inside = [&](const char* key) { return std::vector<std::string>{here[0], here[1], key}; };
    const std::string& path = reader.text(inside("path"));
    if (!is_edition_path(path)) reader.fail(inside("path"), quote(path) + " is not a path inside an edition");
    const Json& size = reader.value_at(inside("size"));
    if (!size.is_number_unsigned()) reader.fail(inside("size"), "expected a number of bytes");
    const std::string& sha256 = reader.text(inside("sha256"));
    if (!is_digest(sha256)) reader.fail(inside("sha256"), quote(sha256) + " is not a SHA-256 in hex");
    if (!manifest.files.emplace(path, Manifest::File{number_of(size), sha256}).second)
      reader.fail(inside("path"), quote(path) + " comes twice");
  }
}

}  // namespace

std::optional<std::uint32_t> edition_number(std::string_view id) noexcept {
  constexpr std::string_view kForm = "00000000-0000-00-00";
  if (id.size() != kForm.size()) return std::nullopt;
  const auto number = [id](std::size_t begin, std::size_t size) {
    std::uint32_t value = 0;
    std::from_chars(id.data() + begin, id.data() + begin + size, value);
    return value;
  };
  for (std::size_t i = 0; i < id.size(); ++i) {
    if (kForm[i] == '-' ? id[i] != '-' : id[i] < '0' || id[i] > '9') return std::nullopt;
  }
  const std::chrono::year_month_day date{std::chrono::year{static_cast<int>(number(9, 4))},
                                         std::chrono::month{number(14, 2)}, std::chrono::day{number(17, 2)}};
  if (!date.ok()) return std::nullopt;
  return number(0, 8);
}

nlohmann::ordered_json manifest_document(std::string_view text, const std::string& where) {
  parse_bounded(text, where);  // it cannot keep the order of the keys, which people see
  return nlohmann::ordered_json::parse(text, nullptr, false);
}

Manifest parse_manifest(std::string_view text, const std::string& where) {
  const JsonText document = parse_bounded(text, where);
  const Reader reader{document};
  Manifest manifest;
  manifest.feed = reader.text({"feed"});
  manifest.edition = reader.text({"issue"});
  const auto number = edition_number(manifest.edition);
  if (!number) reader.fail({"issue"}, quote(manifest.edition) + " is not the id of an edition");
  manifest.number = *number;
  manifest.date = parse_date(reader.text({"date"}), document.where({"date"}));
  read_files(reader, manifest);
  return manifest;
}

std::string disagreement(const Manifest& manifest, const Sums& sums) {
  for (const auto& [path, file] : manifest.files) {
    const auto found = sums.find(path);
    if (found == sums.end() || found->second != file.sha256)
      return path + ": " + std::string(kManifestFile) + " and " + std::string(kSumsFile) + " do not agree";
  }
  for (const auto& [path, sum] : sums) {
    if (path != kManifestFile && !manifest.files.contains(path))
      return std::string(kManifestFile) + ": does not name " + path + " of " + std::string(kSumsFile);
  }
  return {};
}

}  // namespace dgacast

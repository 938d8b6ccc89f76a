// SPDX-License-Identifier: Apache-2.0
#include "blocklists/publish/last_issue.h"

#include <algorithm>
#include <charconv>
#include <filesystem>

#include "blocklists/formats/format.h"
#include "blocklists/publish/file.h"
#include "blocklists/publish/manifest.h"
#include "blocklists/publish/serial.h"
#include "blocklists/publish/verify.h"

namespace dgacast {
namespace {

using Json = nlohmann::ordered_json;

/// Null when it is missing or damaged.
Json manifest_of(const std::string& folder) {
  const std::string name(kManifestFile);
  try {
    return manifest_document(ForeignFolder{folder}.read(name, kMaxManifest), folder + "/" + name);
  } catch (const InputError&) {
    return {};
  }
}

}  // namespace

const Json& member(const Json& object, const char* key) {
  static const Json kNull;
  const auto found = object.is_object() ? object.find(key) : object.end();
  return found == object.end() ? kNull : *found;
}

LastIssue::LastIssue(const FeedFolder& folder, std::vector<std::string>& warnings) : current_(folder.current()) {
  for (const std::string& id : folder.issues()) {
    number_ = std::max(number_, *issue_number(id));
    remember_serials(folder.path_of(id));
  }
  if (!current_) return;
  path_ = folder.path_of(*current_);
  const auto faults = issue_faults(path_);
  sound_ = faults.empty();
  for (const std::string& fault : faults) warnings.push_back("issue " + *current_ + " is damaged: " + fault);
  if (!sound_) warnings.push_back("no delta is made against it; its serials are kept");
  manifest_ = manifest_of(path_);
}

const Json& LastIssue::output(const std::string& name) const {
  for (const Json& one : member(manifest_, "outputs")) {
    if (member(one, "name") == name) return one;
  }
  return member(manifest_, "");
}

std::optional<std::uint32_t> LastIssue::serial(const std::string& name) const {
  const auto found = serials_.find(name);
  return found == serials_.end() ? std::nullopt : std::optional{found->second};
}

std::optional<std::string> LastIssue::path_of(const std::string& output_name, const std::string& file) const {
  const std::string path = path_ + "/" + file;
  if (!sound_ || output(output_name).is_null() || !std::filesystem::exists(path)) return std::nullopt;
  return path;
}

void LastIssue::remember(const std::string& name, std::uint32_t serial) {
  const auto [found, fresh] = serials_.emplace(name, serial);
  if (!fresh && newer_serial(serial, found->second)) found->second = serial;
}

void LastIssue::remember_serials(const std::string& folder) {
  const Json manifest = manifest_of(folder);
  bool told = false;
  for (const Json& one : member(manifest, "outputs")) {
    if (!member(one, "name").is_string() || !member(one, "serial").is_number_unsigned()) continue;
    remember(one["name"].get<std::string>(), one["serial"].get<std::uint32_t>());
    told = true;
  }
  if (told) return;
  // The manifest is lost: the zones themselves tell.
  constexpr std::string_view kSoa = "@ SOA localhost. hostmaster.localhost. ";
  for (const std::string& file : files_below(folder)) {
    for (const Format* format : formats()) {
      if (!format->facts().zone || !file.ends_with(format->facts().extension)) continue;
      const std::string text = read_file(folder + "/" + file);
      const auto soa = text.find(kSoa);
      std::uint32_t serial = 0;
      if (soa != std::string::npos &&
          std::from_chars(text.data() + soa + kSoa.size(), text.data() + text.size(), serial).ec == std::errc{})
        remember(file.substr(0, file.size() - format->facts().extension.size()), serial);
    }
  }
}

}  // namespace dgacast

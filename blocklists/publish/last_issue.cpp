// SPDX-License-Identifier: Apache-2.0
#include "blocklists/publish/last_issue.h"

#include <algorithm>
#include <charconv>
#include <filesystem>

#include "blocklists/formats/format.h"
#include "blocklists/publish/file.h"
#include "blocklists/publish/serial.h"
#include "blocklists/publish/verify.h"

namespace dgacast {
namespace {

using Json = nlohmann::ordered_json;

Json manifest_of(const std::string& folder) {
  const std::string path = folder + "/" + std::string(kManifestFile);
  std::error_code error;
  return std::filesystem::exists(path, error) ? Json::parse(read_file(path), nullptr, false) : Json();
}

}  // namespace

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
  std::error_code error;
  if (!sound_ || output(output_name).is_null() || !std::filesystem::exists(path, error)) return std::nullopt;
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
    const std::uint64_t serial = number_of(member(one, "serial"), UINT64_MAX);
    if (!member(one, "name").is_string() || serial > UINT32_MAX) continue;
    remember(text_of(member(one, "name")), static_cast<std::uint32_t>(serial));
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

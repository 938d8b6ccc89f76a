// SPDX-License-Identifier: Apache-2.0
#include "blocklists/feed/last_issue.h"

#include <filesystem>

#include "blocklists/formats/format.h"
#include "blocklists/formats/soa.h"
#include "blocklists/io/input.h"
#include "blocklists/sign/manifest.h"
#include "blocklists/sign/verify.h"

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

/// The outputs whose zone a file of this name may be, also when it is compressed: one extension may end with another.
std::vector<std::string> zones_of(std::string_view file) {
  std::vector<std::string> names;
  for (const std::string_view packed : {".gz", ".zst"}) {
    if (file.ends_with(packed)) file.remove_suffix(packed.size());
  }
  for (const Format* format : formats()) {
    const std::string_view extension = format->facts().extension;
    if (format->facts().zone && file.ends_with(extension))
      names.emplace_back(file.substr(0, file.size() - extension.size()));
  }
  return names;
}

/// As much of a zone as tells its serial, unpacked.
std::string beginning_of(const std::string& path) {
  FileInput file{path};
  const auto input = unpacked(file, path);
  std::string text(kSoaReach, '\0');
  std::size_t size = 0;
  while (size < text.size()) {
    const std::size_t count = input->read(text.data() + size, text.size() - size);
    if (count == 0) break;
    size += count;
  }
  text.resize(size);
  return text;
}

}  // namespace

LastIssue::LastIssue(const FeedFolder& folder, std::vector<std::string>& warnings)
    : current_(folder.current()), published_(folder.floor()) {
  for (const std::string& id : folder.issues()) {
    try {
      remember_serials(folder.path_of(id));
    } catch (const InputError& fault) {  // an old issue must not stop the next one
      warnings.push_back("issue " + id + " is damaged: " + fault.what());
    }
  }
  if (!current_) return;
  if (const std::uint32_t number = *issue_number(*current_); number < published_.number)
    warnings.push_back("rolled back: readers see issue " + *current_ + ", and number " +
                       std::to_string(published_.number) +
                       " was there before; the next issue has a higher number and higher serials than both");
  path_ = folder.path_of(*current_);
  std::vector<std::string> faults;
  try {
    faults = issue_faults(path_);
  } catch (const InputError& fault) {
    faults = {fault.what()};
  }
  sound_ = faults.empty();
  for (const std::string& fault : faults) warnings.push_back("issue " + *current_ + " is damaged: " + fault);
  if (!sound_) warnings.push_back("no delta is made against it; its serials are kept");
  manifest_ = manifest_of(path_);
}

std::optional<UtcSeconds> LastIssue::date() const {
  const Json& date = member(manifest_, "date");
  if (!date.is_string()) return std::nullopt;
  try {
    return parse_date(text_of(date), "manifest.json");
  } catch (const InputError&) {  // a date in a damaged manifest says nothing
    return std::nullopt;
  }
}

const Json& LastIssue::output(const std::string& name) const {
  for (const Json& one : member(manifest_, "outputs")) {
    if (member(one, "name") == name) return one;
  }
  return member(manifest_, "");
}

std::optional<std::uint32_t> LastIssue::serial(const std::string& name) const {
  const auto found = published_.serials.find(name);
  return found == published_.serials.end() ? std::nullopt : std::optional{found->second};
}

std::optional<std::uint32_t> LastIssue::current_serial(const std::string& name) const {
  const std::uint64_t serial = number_of(member(output(name), "serial"), UINT64_MAX);
  return serial > UINT32_MAX ? std::nullopt : std::optional{static_cast<std::uint32_t>(serial)};
}

std::optional<std::string> LastIssue::path_of(const std::string& output_name, const std::string& file) const {
  const std::string path = path_ + "/" + file;
  std::error_code error;
  if (!sound_ || output(output_name).is_null() || !std::filesystem::exists(path, error)) return std::nullopt;
  return path;
}

void LastIssue::remember_serials(const std::string& folder) {
  const Json manifest = manifest_of(folder);
  bool told = false;
  for (const Json& one : member(manifest, "outputs")) {
    const std::uint64_t serial = number_of(member(one, "serial"), UINT64_MAX);
    if (!member(one, "name").is_string() || serial > UINT32_MAX) continue;
    published_.raise(text_of(member(one, "name")), static_cast<std::uint32_t>(serial));
    told = true;
  }
  if (told) return;
  // The manifest is lost: the zones themselves tell.
  for (const std::string& file : files_below(folder)) {
    const std::vector<std::string> names = zones_of(file);
    const auto serial = names.empty() ? std::nullopt : soa_serial(beginning_of(folder + "/" + file));
    if (!serial) continue;
    for (const std::string& name : names) published_.raise(name, *serial);
  }
}

}  // namespace dgacast

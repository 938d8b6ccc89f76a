// SPDX-License-Identifier: Apache-2.0
#include "blocklists/sign/expected_edition.h"

#include <chrono>
#include <filesystem>

#include "dga/core/issue.h"
#include "dga/random/digest.h"

namespace dgacast {
namespace {

std::string digest_or_nothing(const ForeignFolder& folder) {
  try {
    return folder.digest(std::string(kSumsFile), kMaxSums).sha256;
  } catch (const InputError&) {  // a damaged copy: its id still counts
    return {};
  }
}

/// The edition that `current` leads to, by the name of its folder; nothing when it leads to none.
std::optional<KnownEdition> current_edition(const std::string& folder) {
  std::error_code error;
  const std::string link = folder + "/current";
  const std::string id = std::filesystem::read_symlink(link, error).filename().string();
  if (error || !edition_number(id) || !std::filesystem::is_directory(link, error)) return std::nullopt;
  return KnownEdition{id, digest_or_nothing(ForeignFolder{link})};
}

/// What the floor says: "ID SHA256\n".
std::optional<KnownEdition> floor_of(const ForeignFolder& folder) {
  const std::string name(kFloorFile);
  if (!folder.contains(name)) return std::nullopt;
  const std::string text = folder.read(name, 200);
  KnownEdition known{text.substr(0, text.find(' ')), {}};
  if (text.size() == known.id.size() + 66 && text.ends_with('\n'))
    known.sums_sha256 = text.substr(known.id.size() + 1, 64);
  if (!edition_number(known.id) || known.sums_sha256.empty())
    throw InputError{{folder.path() + "/" + name, "is damaged: it does not name the newest edition",
                      "restore it; without it an older edition would be taken for a new one"}};
  return known;
}

}  // namespace

std::vector<std::string> expectation_faults(const Manifest& manifest, const std::string& sums_sha256,
                                            const ExpectedEdition& expected) {
  std::vector<std::string> faults;
  const auto fault = [&faults](const std::string& what) { faults.push_back(std::string(kManifestFile) + ": " + what); };
  if (!expected.feed.empty() && manifest.feed != expected.feed)
    fault("is of the feed " + quote(manifest.feed) + ", not of " + quote(expected.feed));
  if (!expected.edition.empty() && manifest.edition != expected.edition)
    fault("is of the edition " + manifest.edition + ", and stands for " + expected.edition);
  if (const auto& newest = expected.newest) {
    if (manifest.number < newest->number()) {
      fault("is of the edition " + manifest.edition + ", older than " + newest->id);
    } else if (manifest.number == newest->number() &&
               (manifest.edition != newest->id ||
                (!newest->sums_sha256.empty() && newest->sums_sha256 != sums_sha256))) {
      fault("is of the edition " + manifest.edition + ", which was here before with other content");
    }
  }
  if (!expected.max_age_days) return faults;
  const auto age = (std::chrono::floor<std::chrono::days>(expected.now) - manifest.date).count();
  if (*expected.max_age_days > 0 && age > static_cast<long>(*expected.max_age_days))
    fault("is of " + format_date(manifest.date) + ", " + std::to_string(age) + " days old; at most " +
          std::to_string(*expected.max_age_days) + " are allowed");
  if (age < -kMaxDaysAhead) fault("is of " + format_date(manifest.date) + ", which has not come yet");
  return faults;
}

std::optional<KnownEdition> newest_edition(const std::string& path) {
  const ForeignFolder folder{path};
  std::optional<KnownEdition> newest = floor_of(folder);
  std::optional<KnownEdition> current = current_edition(path);
  if (!current && folder.contains(std::string(kManifestFile)))
    current = KnownEdition{
        parse_manifest(folder.read(std::string(kManifestFile), kMaxManifest), path + "/" + std::string(kManifestFile))
            .edition,
        digest_or_nothing(folder)};
  if (!newest || (current && current->number() > newest->number())) newest = std::move(current);
  return newest;
}

}  // namespace dgacast

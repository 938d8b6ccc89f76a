// SPDX-License-Identifier: Apache-2.0
#include "blocklists/feed/fetch.h"

#include <array>
#include <memory>

#include "blocklists/feed/feed_copy.h"
#include "blocklists/feed/feed_source.h"
#include "blocklists/io/output.h"
#include "blocklists/sign/verify.h"
#include "dga/core/issue.h"
#include "dga/random/digest.h"

namespace dgacast {
namespace {

/// Thrown inside when the source's edition is not to be taken.
struct Refusal {
  std::vector<std::string> faults;
};

using Texts = std::map<std::string, std::string, std::less<>>;

/// What is known of an edition before any of its files is.
struct Head {
  Texts seals;  ///< SHA256SUMS and its signatures
  std::string sums_sha256;
  Manifest manifest;
  std::string manifest_text;
};

class Fetch {
 public:
  explicit Fetch(const FetchPlan& plan)
      : plan_(plan),
        source_(open_source(plan.source, {.end = std::chrono::steady_clock::now() + plan.time,
                                          .time = plan.time,
                                          .ca_file = plan.ca_file,
                                          .work_folder = FeedCopy::work_folder_of(plan.folder),
                                          .stop = plan.stop})),
        copy_(plan.folder) {}

  FetchReport run() {
    FetchReport report;
    report.edition = source_->current();
    for (unsigned tries = 1;; ++tries) {
      try {
        take(report);
        return report;
      } catch (const Refusal& refusal) {
        if (tries == kMostTries || !begin_again(report)) {
          report.outcome = FetchOutcome::refused;
          report.faults = refusal.faults;
          return report;
        }
      } catch (const InputError&) {
        if (tries == kMostTries || !begin_again(report)) throw;
      }
    }
  }

 private:
  static constexpr unsigned kMostTries = 3;

  /// Turns to the edition that is current now, when it is another: the publisher may have cleared away the one that
  /// was being fetched.
  bool begin_again(FetchReport& report) {
    std::string now;
    try {
      now = source_->current();
    } catch (const InputError&) {
      return false;  // what was wrong first counts
    }
    if (now == report.edition) return false;
    report = {};
    report.edition = std::move(now);
    copy_.begin();
    return true;
  }
  Texts read_seals(const std::string& edition);
  Head read_head(const std::string& edition);
  ExpectedEdition expected(const std::string& edition) const {
    return {.feed = plan_.feed,
            .edition = edition,
            .newest = copy_.newest(),
            .max_age_days = plan_.max_age_days,
            .now = plan_.now};
  }
  bool is_here(const std::string& edition, const Head& head) const;
  void take(FetchReport& report);
  void download(const std::string& edition, const Head& head);

  const FetchPlan& plan_;
  std::unique_ptr<FeedSource> source_;  // a source that cannot be leaves no folder behind
  FeedCopy copy_;
};

/// Calls `work`; what cannot be read of a text from the source is a reason to refuse the edition.
template <typename Work>
auto refusing(const Work& work) {
  try {
    return work();
  } catch (const InputError& error) {
    throw Refusal{{error.issue().where + ": " + error.issue().what}};
  }
}

Texts Fetch::read_seals(const std::string& edition) {
  const std::array<FeedSource::Wanted, 4> wanted{{{std::string(kSumsFile), kMaxSums},
                                                  {std::string(kSignatureFile), kMaxSignature},
                                                  {std::string(kCmsFile), kMaxSignature},
                                                  {std::string(kOpenpgpFile), kMaxSignature}}};
  Texts texts = source_->read(edition, wanted);
  if (!texts.contains(kSumsFile))
    throw InputError{{source_->name(), "has no " + std::string(kSumsFile) + " of the edition " + edition,
                      "try again, or ask the publisher"}};
  return texts;
}

Head Fetch::read_head(const std::string& edition) {
  Head head;
  head.seals = read_seals(edition);
  const std::string& sums_text = head.seals.find(kSumsFile)->second;
  if (auto faults = signature_faults(sums_text, head.seals, plan_.trust, plan_.stop); !faults.empty())
    throw Refusal{std::move(faults)};
  const Sums sums = refusing([&] { return parse_sums(sums_text, std::string(kSumsFile)); });
  const auto sum = sums.find(kManifestFile);
  if (sum == sums.end()) throw Refusal{{std::string(kManifestFile) + ": SHA256SUMS does not name it"}};
  const std::array<FeedSource::Wanted, 1> wanted{{{std::string(kManifestFile), kMaxManifest}}};
  Texts texts = source_->read(edition, wanted);
  if (texts.empty()) throw Refusal{{std::string(kManifestFile) + ": is missing on the server"}};
  head.manifest_text = std::move(texts.begin()->second);
  if (sha256_hex(head.manifest_text) != sum->second)
    throw Refusal{{std::string(kManifestFile) + ": is not the file that was signed: its SHA-256 is another"}};
  head.manifest = refusing([&] { return parse_manifest(head.manifest_text, std::string(kManifestFile)); });
  head.sums_sha256 = sha256_hex(sums_text);
  if (std::string fault = disagreement(head.manifest, sums); !fault.empty()) throw Refusal{{std::move(fault)}};
  if (auto faults = expectation_faults(head.manifest, head.sums_sha256, expected(edition)); !faults.empty())
    throw Refusal{std::move(faults)};
  return head;
}

/// Whether the copy has this very edition, whole. What a server says is not enough for that, nor that a folder of the
/// name is there.
bool Fetch::is_here(const std::string& edition, const Head& head) const {
  if (!copy_.has(edition)) return false;
  const ForeignFolder folder{copy_.path_of(edition)};
  if (!edition_faults(folder, plan_.trust, expected(edition), plan_.stop).empty()) return false;
  if (folder.digest(std::string(kSumsFile), kMaxSums).sha256 == head.sums_sha256) return true;
  throw Refusal{{std::string(kSumsFile) + ": is another than that of the edition " + edition + " which is here"}};
}

void Fetch::take(FetchReport& report) {
  const std::string& edition = report.edition;
  const Head head = read_head(edition);
  const bool here = is_here(edition, head);
  if (!here) {
    download(edition, head);
    report.files = head.manifest.files.size();
    for (const auto& [path, file] : head.manifest.files) report.bytes += file.size;
    copy_.install(edition);
  }
  report.outcome = here && copy_.current() == edition ? FetchOutcome::unchanged : FetchOutcome::fetched;
  copy_.switch_to({edition, head.sums_sha256});
  report.warnings = copy_.prune(plan_.keep);
}

void Fetch::download(const std::string& edition, const Head& head) {
  std::uint64_t left = plan_.max_bytes;
  for (const auto& [path, file] : head.manifest.files) {
    if (file.size > left)
      throw Refusal{{std::string(kManifestFile) + ": the files have more than " + std::to_string(plan_.max_bytes) +
                     " bytes together"}};
    left -= file.size;
  }
  if (std::string fault = source_->copy(edition, head.manifest, copy_.staging()); !fault.empty())
    throw Refusal{{std::move(fault)}};
  for (const auto& [name, text] : head.seals)
    replace_file(copy_.staging() + "/" + name, [&seal = text](Output& to) { to.write(seal); });
  replace_file(copy_.staging() + "/" + std::string(kManifestFile),
               [&head](Output& to) { to.write(head.manifest_text); });
  const ForeignFolder folder{copy_.staging()};
  if (auto faults = edition_faults(folder, plan_.trust, expected(edition), plan_.stop); !faults.empty())
    throw Refusal{std::move(faults)};
}

}  // namespace

FetchReport fetch_feed(const FetchPlan& plan) { return Fetch{plan}.run(); }

}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
#include "blocklists/write/list_job.h"

#include <algorithm>
#include <optional>

#include "blocklists/io/file.h"
#include "blocklists/io/output.h"
#include "blocklists/write/folder.h"

namespace dgacast {
namespace {

std::string count_of_names(std::uint64_t count) {
  return std::to_string(count) + (count == 1 ? " name was " : " names were ");
}

/// One list on its way from candidates to its output.
class ListJob {
 public:
  ListJob(const NameSource& source, const ListRequest& request, const ListTarget& target, const RunContext& run)
      : source_(source),
        request_(request),
        target_(target),
        run_(run),
        lists_(request.lists, request.skip_bad_entries),
        screening_{.screen = request.screen} {}

  ListResult work() {
    if (!target_.review_path.empty()) screening_.review = &review_.emplace(target_.review_path);
    write_target();
    if (review_) review_->commit();
    tell();
    return result_;
  }

 private:
  void write_target() {
    if (request_.is_folder()) {
      if (target_.path.empty())
        throw InputError{{"output", std::string(request_.format.facts().id) + " needs a folder", "name a folder"}};
      Folder folder{target_.path};
      const Collection names = collect_names();
      write(names, write_folder(names, screening_, request_.format, request_.info,
                                request_.split.value_or(SplitKey::none), folder, run_));
      prepare_review();
      if (const auto warning = folder.commit()) run_.warn(*warning);
    } else if (target_.path.empty()) {
      write_file(*target_.output);
    } else {
      AtomicFile file{target_.path};
      write_file(file);
      prepare_review();
      file.commit();
    }
  }

  /// A list and its review are two files: no full disk leaves a new one of them beside an old one.
  void prepare_review() {
    if (review_) review_->prepare();
  }

  void write_file(Output& file) {
    with_compression(request_.compression, file, [this](Output& output) {
      const Collection names = collect_names();
      write(names, write_one(names, screening_, request_.format, request_.info, output, run_));
    });
  }

  Collection collect_names() {
    // What families say of a name counts in a confidence and beside dates; the review tells it.
    const bool provenance =
        request_.format.facts().provenance || request_.split == SplitKey::family ||
        request_.screen.least_confidence != 0 || !target_.review_path.empty() ||
        std::ranges::any_of(request_.lists, [](const ListFile& one) { return one.kind == ListKind::created; });
    Collection names =
        source_({.provenance = provenance, .reduce_by = request_.reduce ? &TldFacts::builtin() : nullptr}, run_);
    if (lists_.empty()) return names;
    expect_all(names, *request_.info.suffixes, collisions_, run_);
    lists_.read(collisions_, run_);
    screening_.collisions = &collisions_;
    for (std::uint32_t i = 0; i < lists_.size(); ++i)
      screening_.lists.push_back({collisions_.list_name(i), lists_.date(i)});
    return names;
  }

  void write(const Collection& names, const WriteReport& report) {
    static_cast<WriteReport&>(result_) = report;
    result_.faults = names.faults();
  }

  /// What of the names is not in the list.
  void tell() const {
    const auto left_out = [this](std::uint64_t count, const std::string& why) {
      if (count > 0) run_.warn(count_of_names(count) + "left out: " + why);
    };
    for (std::size_t i = 0; i < kNameFaults; ++i)
      left_out(result_.faults[i], "not a host name: " + std::string(to_text(static_cast<NameFault>(i))));
    left_out(result_.below_listed, "below another listed name, which covers it");
    left_out(result_.drops.not_registrable, "not directly below a delegated suffix: it cannot be registered");
    left_out(result_.drops.too_long_for_zone,
             "too long for the zone " + request_.info.rpz.origin + "; a shorter name of the zone helps");
    tell_screened();
    if (result_.written == 0) run_.warn("the list is empty: no name of these families, dates and suffixes");
  }

  void tell_screened() const {
    for (std::size_t i = 0; i < kOutcomes; ++i) {
      const auto outcome = static_cast<Outcome>(i);
      const std::uint64_t count = result_.screened[i];
      if (outcome == Outcome::kept || count == 0) continue;
      const bool held_back = outcome == Outcome::collision || outcome == Outcome::low_confidence;
      const bool reviewed = held_back && !target_.review_path.empty();
      const std::string text = count_of_names(count) +
                               (reviewed ? "put into " + shown_path(target_.review_path) : std::string("left out")) +
                               ": " + std::string(to_text(outcome));
      // What was asked for is a note; what may not be expected is a warning.
      if (outcome == Outcome::suffix || outcome == Outcome::collision) {
        run_.warn(text);
      } else {
        run_.note(text);
      }
    }
  }

  const NameSource& source_;
  const ListRequest& request_;
  const ListTarget& target_;
  const RunContext& run_;
  ListFiles lists_;
  std::optional<AtomicFile> review_;
  Collisions collisions_;
  Screening screening_;
  ListResult result_;
};

}  // namespace

ListRequest::ListRequest(const PublicSuffixes& suffixes) : format(find_any_format("plain", "")) {
  info.suffixes = &suffixes;
}

ListResult make_list(const Plan& plan, const NameFilter& filter, const ListRequest& request, const ListTarget& target,
                     const RunContext& run) {
  return make_list([&](const CollectOptions& how, const RunContext& with) { return collect(plan, filter, how, with); },
                   request, target, run);
}

ListResult make_list(const NameSource& source, const ListRequest& request, const ListTarget& target,
                     const RunContext& run) {
  return ListJob{source, request, target, run}.work();
}

}  // namespace dgacast

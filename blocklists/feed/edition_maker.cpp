// SPDX-License-Identifier: Apache-2.0
#include "blocklists/feed/edition_maker.h"

#include <algorithm>
#include <filesystem>

#include "blocklists/feed/output_guards.h"
#include "blocklists/io/input.h"
#include "blocklists/write/list_writer.h"

namespace dgacast {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

/// Outputs of the same families share one collection.
bool same_names(const OutputConfig& a, const OutputConfig& b) {
  const auto same = [](const std::vector<PatternAt>& x, const std::vector<PatternAt>& y) {
    return std::ranges::equal(x, y, {}, &PatternAt::pattern, &PatternAt::pattern);
  };
  return same(a.families, b.families) && same(a.exclude, b.exclude) && a.stability == b.stability &&
         a.screen.registrable == b.screen.registrable;
}

/// What one thread makes of a section, for all outputs.
class EditionWorker final : public SectionWorker {
 public:
  EditionWorker(const std::vector<std::unique_ptr<OutputMaker>>& makers, const RunContext& run) : run_(run) {
    for (const auto& maker : makers) parts_.push_back(std::make_unique<OutputMaker::Part>(*maker));
  }
  void work(std::span<const Entry> entries) override {
    for (const auto& part : parts_) {
      run_.check();
      part->work(entries);
    }
  }
  const OutputMaker::Part& part(std::size_t i) const noexcept { return *parts_[i]; }

 private:
  const RunContext& run_;
  std::vector<std::unique_ptr<OutputMaker::Part>> parts_;
};

}  // namespace

std::vector<EditionMaker::Group> EditionMaker::groups() const {
  std::vector<Group> result;
  for (std::size_t i = 0; i < edition_.config.outputs.size(); ++i) {
    const auto group =
        std::ranges::find_if(result, [&](const Group& one) { return same_names(output(one.front()), output(i)); });
    group == result.end() ? result.push_back({i}) : group->push_back(i);
  }
  return result;
}

Json EditionMaker::make() const {
  std::vector<Json> manifests(edition_.config.outputs.size());
  for (const Group& group : groups()) {
    const Plan plan = edition_.plan.part(output(group.front()));
    const Collection names = collect_names(group, plan);
    Collisions collisions;
    const bool has_lists = edition_.config.lists.any();
    if (has_lists) read_lists(names, collisions);
    std::vector<MadeOutput> made = merge(group, names, has_lists ? &collisions : nullptr);
    for (std::size_t i = 0; i < group.size(); ++i) {
      guard(output(group[i]), made[i]);
      manifests[group[i]] = std::move(made[i].manifest);
    }
  }
  return Json(manifests);
}

Collection EditionMaker::collect_names(const Group& group, const Plan& plan) const {
  NameEnds wanted;
  bool all = false;
  CollectOptions options{.provenance = true,
                         .reduce_by = output(group.front()).screen.registrable ? &TldFacts::builtin() : nullptr};
  RunContext run = run_;
  for (const std::size_t number : group) {
    run.memory -= std::min<std::uint64_t>(run.memory, OutputMaker::octets_of_files(output(number)));
    all = all || output(number).ends.empty();
    wanted.join(output(number).ends);
    options.row += OutputMaker::octets_of_name(output(number));
  }
  return collect(plan, NameFilter{edition_.suffixes, all ? NameEnds{} : std::move(wanted)}, options, run);
}

void EditionMaker::read_lists(const Collection& names, Collisions& collisions) const {
  expect_all(names, edition_.suffixes, collisions, run_);
  const auto read = [&](const std::vector<std::string>& paths, ListKind kind) {
    for (const std::string& path : paths) {
      FileInput input{path};
      // The same list gives the same evidence wherever it lies.
      const std::string name = fs::path(path).filename().string();
      const ListReport told = collisions.read(input, name, path, kind, run_);
      // The rest of it was told before, of the list alone; this depends on the candidates.
      ListReport suffixes;
      suffixes.suffixes = told.suffixes;
      suffixes.suffix = told.suffix;
      for (std::string& text : list_notes(suffixes, name)) {
        if (std::ranges::find(report_.notes, text) == report_.notes.end()) report_.notes.push_back(std::move(text));
      }
    }
  };
  read(edition_.config.lists.allow, ListKind::allowed);
  read(edition_.config.lists.registered, ListKind::registered);
  read(edition_.config.lists.created, ListKind::created);
}

std::vector<MadeOutput> EditionMaker::merge(const Group& group, const Collection& names,
                                            const Collisions* collisions) const {
  std::vector<std::unique_ptr<OutputMaker>> makers;
  for (const std::size_t number : group)
    makers.push_back(std::make_unique<OutputMaker>(output(number), edition_, names, collisions));
  const auto workers = names.work([&] { return std::make_unique<EditionWorker>(makers, run_); },
                                  [&](const SectionWorker& worker) {
                                    const auto& made = static_cast<const EditionWorker&>(worker);
                                    for (std::size_t i = 0; i < makers.size(); ++i) makers[i]->take(made.part(i));
                                  });
  std::vector<MadeOutput> result;
  for (std::size_t i = 0; i < makers.size(); ++i) {
    run_.check();
    std::vector<const OutputMaker::Part*> parts;
    for (const auto& worker : workers) parts.push_back(&static_cast<const EditionWorker&>(*worker).part(i));
    result.push_back(makers[i]->finish(parts));
  }
  return result;
}

void EditionMaker::guard(const OutputConfig& output, const MadeOutput& made) const {
  const GuardedOutput looked_at{.delta = made.delta,
                                .last_date = edition_.last.date(),
                                .has_before = made.has_before,
                                .collisions = made.written.screened[static_cast<std::size_t>(Outcome::collision)]};
  for (std::string& text : output_guards(edition_.config, output, edition_.date, looked_at))
    report_.guards.push_back(std::move(text));
  Validation validation = validate(output, edition_.folder + "/" + output.file_name(), run_.stop);
  if (validation.fault) report_.guards.push_back(std::move(*validation.fault));
  if (validation.note) report_.notes.push_back(std::move(*validation.note));
}

}  // namespace dgacast

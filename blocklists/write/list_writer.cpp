// SPDX-License-Identifier: Apache-2.0
#include "blocklists/write/list_writer.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace dgacast {
namespace {

/// What a list asks for, the same for all threads.
struct Choice {
  Choice(const Collection& all_names, const Screening& list_screening, const FormatFacts& format_facts, bool assess,
         const ListInfo& list_info)
      : names(all_names),
        screening(list_screening),
        facts(format_facts),
        info(list_info),
        options(list_screening.screen) {
    if (facts.blocks) options.suffixes = false;
    // Assessing costs more than writing: a plain list that leaves nothing out does without.
    screened = assess || facts.assessment || !options.keeps_all();
  }

  const Collection& names;
  const Screening& screening;
  const FormatFacts& facts;
  const ListInfo& info;
  ScreenOptions options;
  bool screened;
};

/// Tells the names that lie below another one of the list. Few do, if any (lists of others have such), so each of their
/// parents is looked up by itself, and the list is not read twice. Not thread-safe.
class ListedParents {
 public:
  ListedParents(const Choice& choice, Assessor& assessor)
      : choice_(choice), assessor_(assessor), finder_(choice.names) {}

  bool cover(std::string_view domain) {
    auto dot = domain.find('.');
    if (domain.find('.', dot + 1) == std::string_view::npos) return false;  // right below a TLD, which is never listed
    // A public suffix is never part of a list that blocks.
    const std::size_t suffix = choice_.facts.blocks ? choice_.info.suffixes->suffix_of(domain).size() : 0;
    for (; dot != std::string_view::npos; dot = domain.find('.')) {
      domain.remove_prefix(dot + 1);
      if (domain.size() <= suffix || domain.find('.') == std::string_view::npos) return false;
      if (is_listed(domain)) return true;
    }
    return false;
  }

 private:
  bool is_listed(std::string_view parent) {
    constexpr std::size_t kMost = 65'536;  // names below one parent follow one another in no order that helps
    if (const auto known = known_.find(parent); known != known_.end()) return known->second;
    if (known_.size() == kMost) known_.clear();
    const NameFilter* const only = choice_.screening.only;
    const Entry* const entry = finder_.find(parent);
    const bool listed =
        entry != nullptr && (only == nullptr || only->passes(parent)) &&
        Screen::decide(choice_.options, assessor_.assess(entry->domain, entry->sources)) == Outcome::kept;
    known_.emplace(parent, listed);
    return listed;
  }

  const Choice& choice_;
  Assessor& assessor_;
  Collection::Finder finder_;
  std::map<std::string, bool, std::less<>> known_;
};

}  // namespace

void expect_all(const Collection& names, const PublicSuffixes& suffixes, Collisions& collisions,
                const RunContext& run) {
  Judge judge{suffixes, TldFacts::builtin()};
  names.visit([&](std::span<const Entry> entries) {
    run.check();
    for (const Entry& entry : entries) {
      const std::string_view registrable = judge.judge(entry.domain).registrable;
      collisions.expect(registrable.empty() ? entry.domain : registrable);
    }
  });
}

namespace {

/// Chooses the entries that become part of a list. Not thread-safe.
class Selection {
 public:
  explicit Selection(const Choice& choice)
      : choice_(choice),
        assessor_{*choice.info.suffixes, TldFacts::builtin(), choice.screening.collisions},
        screen_{choice.options, assessor_} {
    if (choice.facts.parents_only) parents_.emplace(choice, assessor_);
  }

  /// The entries of a block that do, good until the next call.
  std::span<const Entry> pass(std::span<const Entry> entries) {
    if (const NameFilter* const only = choice_.screening.only; only != nullptr) {
      asked_for_.clear();
      for (const Entry& entry : entries) {
        if (only->passes(entry.domain)) asked_for_.push_back(entry);
      }
      entries = asked_for_;
    }
    if (choice_.screened) {
      screen_.pass(entries);
      entries = screen_.kept();
    }
    if (parents_) {
      uncovered_.clear();
      for (const Entry& entry : entries) {
        if (!parents_->cover(entry.domain)) uncovered_.push_back(entry);
      }
      report_.below_listed += entries.size() - uncovered_.size();
      entries = uncovered_;
    }
    report_.written += entries.size();
    return entries;
  }
  /// Those of the last block that people are to look at.
  std::span<const Entry> put_aside() const noexcept { return screen_.put_aside(); }
  /// Where the format counts what it cannot carry.
  Drops& drops() noexcept { return report_.drops; }
  /// Adds what became of all blocks.
  void add_to(WriteReport& sum) const {
    for (std::size_t i = 0; i < kOutcomes; ++i) sum.screened[i] += screen_.count(static_cast<Outcome>(i));
    sum.below_listed += report_.below_listed;
    sum.drops += report_.drops;
    sum.written += report_.written - report_.drops.total();
  }

 private:
  const Choice& choice_;
  Assessor assessor_;
  Screen screen_;
  std::optional<ListedParents> parents_;
  std::vector<Entry> asked_for_, uncovered_;
  WriteReport report_;
};

/// Makes the rows of a list, and those of its review, on one thread.
class RowWriter final : public EntryConverter {
 public:
  RowWriter(const Choice& choice, const Format& format, const Format* aside, const RunContext& run)
      : choice_(choice), format_(format), aside_(aside), run_(run), selection_(choice) {}

  void convert(std::span<const Entry> entries, PartText& out) override {
    run_.check();
    format_.add(choice_.info, selection_.pass(entries), out.rows, selection_.drops());
    if (aside_ == nullptr) return;
    Drops none;
    aside_->add(choice_.info, selection_.put_aside(), out.aside, none);
    put_aside_ += selection_.put_aside().size();
  }
  const Selection& selection() const noexcept { return selection_; }
  std::uint64_t put_aside() const noexcept { return put_aside_; }

 private:
  const Choice& choice_;
  const Format& format_;
  const Format* aside_;
  const RunContext& run_;
  Selection selection_;
  std::uint64_t put_aside_ = 0;
};

}  // namespace

WriteReport hand_over(const Collection& names, const Screening& screening, const FormatFacts& facts, bool assess,
                      const ListInfo& info, const RunContext& run,
                      const std::function<void(std::span<const Entry>, Drops&)>& add) {
  const Choice choice{names, screening, facts, assess, info};
  Selection selection{choice};
  const Format& aside = find_format("csv", "");
  std::optional<Sink> review;
  Drops aside_drops;
  std::uint64_t put_aside = 0;
  if (screening.review != nullptr) aside.begin(info, review.emplace(*screening.review));
  names.visit([&](std::span<const Entry> entries) {
    run.check();
    const std::span<const Entry> kept = selection.pass(entries);
    if (review) aside.add(info, selection.put_aside(), *review, aside_drops);
    put_aside += selection.put_aside().size();
    add(kept, selection.drops());
  });
  if (review) {
    aside.end(info, put_aside, *review);
    review->flush();
  }
  WriteReport report;
  selection.add_to(report);
  return report;
}

WriteReport write_list(const Collection& names, const Screening& screening, const Format& format, const ListInfo& info,
                       Output& output, const RunContext& run) {
  const Choice choice{names, screening, format.facts(), false, info};
  const Format* const aside = screening.review != nullptr ? &find_format("csv", "") : nullptr;
  Sink sink{output};
  std::optional<Sink> review;
  format.begin(info, sink);
  if (aside != nullptr) aside->begin(info, review.emplace(*screening.review));
  const auto makers = names.convert([&] { return std::make_unique<RowWriter>(choice, format, aside, run); },
                                    [&](const PartText& text) {
                                      sink.put(text.rows.text());
                                      if (review) review->put(text.aside.text());
                                    });
  WriteReport report;
  std::uint64_t put_aside = 0;
  for (const auto& maker : makers) {
    const auto& made = static_cast<const RowWriter&>(*maker);
    made.selection().add_to(report);
    put_aside += made.put_aside();
  }
  if (review) {
    aside->end(info, put_aside, *review);
    review->flush();
  }
  format.end(info, report.written, sink);
  sink.flush();
  return report;
}

}  // namespace dgacast

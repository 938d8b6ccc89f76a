// SPDX-License-Identifier: Apache-2.0
#include "blocklists/publish/list_writer.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace dgacast {
namespace {

/// The listed names below which other listed names lie.
class ListedParents {
 public:
  ListedParents(const Collection& names, const ScreenOptions& options, const NameFilter* only, Assessor& assessor) {
    // Most names stand right below a TLD and add nothing here: this stays small where the list is long.
    Names above;
    names.visit([&](std::span<const Entry> entries) {
      for (const Entry& entry : entries)
        any_above(entry.domain, [&](std::string_view parent) {
          if (!above.contains(parent)) above.emplace(parent);
          return false;
        });
    });
    if (above.empty()) return;
    names.visit([&](std::span<const Entry> entries) {
      for (const Entry& entry : entries) {
        if (above.contains(entry.domain) && (only == nullptr || only->passes(entry.domain)) &&
            Screen::decide(options, assessor.assess(entry.domain, entry.sources)) == Outcome::kept)
          parents_.emplace(entry.domain);
      }
    });
  }
  bool cover(std::string_view domain) const {
    return !parents_.empty() && any_above(domain, [&](std::string_view parent) { return parents_.contains(parent); });
  }

 private:
  using Names = std::set<std::string, std::less<>>;  // copies: the names of a visit are gone after it

  /// Whether `test` holds for a name above `domain`; bare TLDs, which are never listed, are not tried.
  template <typename Test>
  static bool any_above(std::string_view domain, Test test) {
    for (auto dot = domain.find('.'); dot != std::string_view::npos; dot = domain.find('.')) {
      domain.remove_prefix(dot + 1);
      if (domain.find('.') == std::string_view::npos) return false;
      if (test(domain)) return true;
    }
    return false;
  }

  Names parents_;
};

}  // namespace

void expect_all(const Collection& names, const PublicSuffixes& suffixes, std::stop_token stop, Collisions& collisions) {
  Judge judge{suffixes, TldFacts::builtin()};
  names.visit([&](std::span<const Entry> entries) {
    if (stop.stop_requested()) throw Interrupted{};
    for (const Entry& entry : entries) {
      const std::string_view registrable = judge.judge(entry.domain).registrable;
      collisions.expect(registrable.empty() ? entry.domain : registrable);
    }
  });
}

namespace {

/// What a list asks for, the same for all threads.
struct Choice {
  Choice(const Collection& names, const Screening& list_screening, const FormatFacts& facts, bool assess,
         const ListInfo& list_info)
      : screening(list_screening), info(list_info), options(list_screening.screen) {
    if (facts.blocks) options.suffixes = false;
    // Assessing costs more than writing: a plain list that leaves nothing out does without.
    screened = assess || facts.assessment || !options.keeps_all();
    if (!facts.parents_only) return;
    Assessor assessor{*info.suffixes, TldFacts::builtin(), screening.collisions};
    parents.emplace(names, options, screening.only, assessor);
  }

  const Screening& screening;
  const ListInfo& info;
  ScreenOptions options;
  bool screened;
  std::optional<ListedParents> parents;
};

/// Chooses the entries that become part of a list. Not thread-safe.
class Selection {
 public:
  explicit Selection(const Choice& choice)
      : choice_(choice),
        assessor_{*choice.info.suffixes, TldFacts::builtin(), choice.screening.collisions},
        screen_{choice.options, assessor_} {}

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
    if (choice_.parents) {
      uncovered_.clear();
      for (const Entry& entry : entries) {
        if (!choice_.parents->cover(entry.domain)) uncovered_.push_back(entry);
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
  std::vector<Entry> asked_for_, uncovered_;
  WriteReport report_;
};

/// Makes the rows of a list, and those of its review, on one thread.
class RowMaker final : public EntryConverter {
 public:
  RowMaker(const Choice& choice, const Format& format, const Format* aside, const std::stop_token& stop)
      : choice_(choice), format_(format), aside_(aside), stop_(stop), selection_(choice) {}

  void convert(std::span<const Entry> entries, PartText& out) override {
    if (stop_.stop_requested()) throw Interrupted{};
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
  const std::stop_token& stop_;
  Selection selection_;
  std::uint64_t put_aside_ = 0;
};

}  // namespace

WriteReport hand_over(const Collection& names, const Screening& screening, const FormatFacts& facts, bool assess,
                      const ListInfo& info, std::stop_token stop,
                      const std::function<void(std::span<const Entry>, Drops&)>& add) {
  const Choice choice{names, screening, facts, assess, info};
  Selection selection{choice};
  const Format& aside = find_format("csv", "");
  std::optional<Sink> review;
  Drops aside_drops;
  std::uint64_t put_aside = 0;
  if (screening.review != nullptr) aside.begin(info, review.emplace(*screening.review));
  names.visit([&](std::span<const Entry> entries) {
    if (stop.stop_requested()) throw Interrupted{};
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
                       Output& output, std::stop_token stop) {
  const Choice choice{names, screening, format.facts(), false, info};
  const Format* const aside = screening.review != nullptr ? &find_format("csv", "") : nullptr;
  Sink sink{output};
  std::optional<Sink> review;
  format.begin(info, sink);
  if (aside != nullptr) aside->begin(info, review.emplace(*screening.review));
  const auto makers = names.convert([&] { return std::make_unique<RowMaker>(choice, format, aside, stop); },
                                    [&](const PartText& text) {
                                      sink.put(text.rows.text());
                                      if (review) review->put(text.aside.text());
                                    });
  WriteReport report;
  std::uint64_t put_aside = 0;
  for (const auto& maker : makers) {
    const auto& made = static_cast<const RowMaker&>(*maker);
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

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

WriteReport hand_over(const Collection& names, const Screening& screening, const FormatFacts& facts, bool assess,
                      const ListInfo& info, std::stop_token stop,
                      const std::function<void(std::span<const Entry>, Drops&)>& add) {
  WriteReport report;
  ScreenOptions options = screening.screen;
  if (facts.blocks) options.suffixes = false;
  // Assessing costs more than writing: a plain list that leaves nothing out does without.
  const bool screened = assess || facts.assessment || !options.keeps_all();
  Assessor assessor{*info.suffixes, TldFacts::builtin(), screening.collisions};
  Screen screen{options, assessor};

  const Format& aside = find_format("csv", "");
  std::optional<Sink> review;
  Drops aside_drops;
  std::uint64_t put_aside = 0;
  if (screening.review != nullptr) aside.begin(info, review.emplace(*screening.review));

  std::vector<Entry> asked_for, uncovered;
  std::optional<ListedParents> parents;
  if (facts.parents_only) parents.emplace(names, options, screening.only, assessor);
  names.visit([&](std::span<const Entry> entries) {
    if (stop.stop_requested()) throw Interrupted{};
    if (screening.only != nullptr) {
      asked_for.clear();
      for (const Entry& entry : entries) {
        if (screening.only->passes(entry.domain)) asked_for.push_back(entry);
      }
      entries = asked_for;
    }
    if (screened) {
      screen.pass(entries);
      entries = screen.kept();
      if (review) aside.add(info, screen.put_aside(), *review, aside_drops);
      put_aside += screen.put_aside().size();
    }
    if (parents) {
      uncovered.clear();
      for (const Entry& entry : entries) {
        if (!parents->cover(entry.domain)) uncovered.push_back(entry);
      }
      report.below_listed += entries.size() - uncovered.size();
      entries = uncovered;
    }
    report.written += entries.size();
    add(entries, report.drops);
  });
  for (std::size_t i = 0; i < kOutcomes; ++i) report.screened[i] = screen.count(static_cast<Outcome>(i));
  report.written -= report.drops.total();
  if (review) {
    aside.end(info, put_aside, *review);
    review->flush();
  }
  return report;
}

WriteReport write_list(const Collection& names, const Screening& screening, const Format& format, const ListInfo& info,
                       Output& output, std::stop_token stop) {
  Sink sink{output};
  format.begin(info, sink);
  const WriteReport report =
      hand_over(names, screening, format.facts(), false, info, std::move(stop),
                [&](std::span<const Entry> entries, Drops& drops) { format.add(info, entries, sink, drops); });
  format.end(info, report.written, sink);
  sink.flush();
  return report;
}

}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
#include "blocklists/write/selection.h"

#include <map>

namespace dgacast {

/// Tells the names that lie below another one of the list. Few do, if any (lists of others have such), so each of their
/// parents is looked up by itself, and the list is not read twice. Not thread-safe.
class Selection::ListedParents {
 public:
  ListedParents(const Rules& rules, Assessor& assessor) : rules_(rules), assessor_(assessor), finder_(rules.names) {}

  bool cover(std::string_view domain) {
    auto dot = domain.find('.');
    if (domain.find('.', dot + 1) == std::string_view::npos) return false;  // right below a TLD, which is never listed
    // A public suffix is never part of a list that blocks.
    const std::size_t suffix = rules_.facts.blocks ? rules_.suffixes.suffix_of(domain).size() : 0;
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
    const NameFilter* const only = rules_.screening.only;
    const Entry* const entry = finder_.find(parent);
    const bool listed =
        entry != nullptr && (only == nullptr || only->passes(parent)) &&
        Screen::decide(rules_.options, assessor_.assess(entry->domain, entry->sources)) == Outcome::kept;
    known_.emplace(parent, listed);
    return listed;
  }

  const Rules& rules_;
  Assessor& assessor_;
  Collection::Finder finder_;
  std::map<std::string, bool, std::less<>> known_;
};

Selection::Rules::Rules(const Collection& all_names, const Screening& list_screening, const FormatFacts& format_facts,
                        bool assess, const PublicSuffixes& list_suffixes)
    : names(all_names),
      screening(list_screening),
      facts(format_facts),
      suffixes(list_suffixes),
      options(list_screening.screen) {
  if (facts.blocks) options.suffixes = false;
  // Assessing costs more than writing: a plain list that leaves nothing out does without.
  screened = assess || facts.assessment || !options.keeps_all();
}

Selection::Selection(const Rules& rules)
    : rules_(rules),
      assessor_{rules.suffixes, TldFacts::builtin(), rules.screening.collisions},
      screen_{rules.options, assessor_} {
  if (rules.facts.parents_only) parents_ = std::make_unique<ListedParents>(rules, assessor_);
}

Selection::~Selection() = default;

std::span<const Entry> Selection::pass(std::span<const Entry> entries) {
  if (const NameFilter* const only = rules_.screening.only; only != nullptr) {
    asked_for_.clear();
    for (const Entry& entry : entries) {
      if (only->passes(entry.domain)) asked_for_.push_back(entry);
    }
    entries = asked_for_;
  }
  if (rules_.screened) {
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

void Selection::add_to(WriteReport& sum) const {
  for (std::size_t i = 0; i < kOutcomes; ++i) sum.screened[i] += screen_.count(static_cast<Outcome>(i));
  sum.below_listed += report_.below_listed;
  sum.drops += report_.drops;
  sum.written += report_.written - report_.drops.total();
}

}  // namespace dgacast

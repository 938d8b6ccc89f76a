// SPDX-License-Identifier: Apache-2.0
#include "blocklists/judge/screen.h"

#include <algorithm>
#include <string>

#include "dga/core/issue.h"

namespace dgacast {

Effect parse_effect(std::string_view text, std::string_view where) {
  if (text == "drop") return Effect::drop;
  if (text == "review") return Effect::review;
  if (text == "flag") return Effect::flag;
  throw InputError{{std::string(where), "unknown effect " + quote(text), "give drop, review or flag"}};
}

std::string_view to_text(Outcome outcome) noexcept {
  switch (outcome) {
    case Outcome::kept:
      return "kept";
    case Outcome::suffix:
      return "a public suffix: unrelated parties register names under it";
    case Outcome::other_actor:
      return "not actionable by the selected authority";
    case Outcome::flagged:
      return "a flag that is not wanted";
    case Outcome::collision:
      return "somebody has it";
    case Outcome::low_confidence:
      return "below the least confidence";
  }
  return "";
}

Outcome Screen::decide(const ScreenOptions& options, const Assessment& assessment) noexcept {
  const Verdict& verdict = assessment.verdict;
  if (!options.suffixes && verdict.flags.has(Flag::public_suffix)) return Outcome::suffix;
  if (!options.actors.empty() && std::ranges::find(options.actors, verdict.actor) == options.actors.end())
    return Outcome::other_actor;
  if (verdict.flags.touches(options.without)) return Outcome::flagged;
  if (options.on_collision != Effect::flag && assessment.reasons.collides()) return Outcome::collision;
  return assessment.confidence < options.least_confidence ? Outcome::low_confidence : Outcome::kept;
}

void Screen::pass(std::span<const Entry> entries) {
  assessments_.clear();
  assessments_.reserve(entries.size());  // entries point into it
  kept_.clear();
  put_aside_.clear();
  for (const Entry& entry : entries) {
    Entry assessed = entry;
    assessed.assessment = &assessments_.emplace_back(assessor_.assess(entry.domain, entry.sources));
    const Outcome outcome = decide(options_, *assessed.assessment);
    ++counts_[static_cast<std::size_t>(outcome)];
    if (outcome == Outcome::kept) {
      kept_.push_back(assessed);
    } else if (options_.on_collision == Effect::review &&
               (outcome == Outcome::collision || outcome == Outcome::low_confidence)) {
      put_aside_.push_back(assessed);
    }
  }
}

}  // namespace dgacast

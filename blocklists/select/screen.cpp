// SPDX-License-Identifier: Apache-2.0
#include "blocklists/select/screen.h"

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

void Screen::pass(std::span<const Entry> entries) {
  assessments_.clear();
  assessments_.reserve(entries.size());  // entries point into it
  kept_.clear();
  put_aside_.clear();
  for (const Entry& entry : entries) {
    const Assessment& assessment = assessments_.emplace_back(assessor_.assess(entry.domain, entry.sources));
    const Verdict& verdict = assessment.verdict;
    if (!options_.suffixes && verdict.flags.has(Flag::public_suffix)) {
      ++report_.suffixes;
      continue;
    }
    if (!options_.actors.empty() && std::ranges::find(options_.actors, verdict.actor) == options_.actors.end()) {
      ++report_.other_actors;
      continue;
    }
    if (verdict.flags.touches(options_.without)) {
      ++report_.flagged;
      continue;
    }
    Entry assessed = entry;
    assessed.assessment = &assessment;
    const bool collides = options_.on_collision != Effect::flag && assessment.reasons.collides();
    const bool doubtful = assessment.confidence < options_.least_confidence;
    if (!collides && !doubtful) {
      kept_.push_back(assessed);
      continue;
    }
    ++(collides ? report_.collisions : report_.low_confidence);
    if (options_.on_collision == Effect::review) put_aside_.push_back(assessed);
  }
}

}  // namespace dgacast

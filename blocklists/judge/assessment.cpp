// SPDX-License-Identifier: Apache-2.0
#include "blocklists/judge/assessment.h"

#include <algorithm>
#include <cmath>

namespace dgacast {
namespace {

constexpr std::array<std::string_view, kReasons> kReasonWords{
    "allowed",   "registered",  "older_than_family", "older_than_window", "likely_taken",
    "word_list", "short_label", "uncertain_dates",   "unverified",        "no_lists"};
// In the order of Reason; likely_taken has its own rule.
constexpr std::array<std::uint32_t, kReasons> kPoints{60, 60, 80, 30, 0, 20, 15, 10, 20, 30};
constexpr double kMostRiskPoints = 40, kPointsOfRisk = 400;

// Of 15,021 names, by octets of the label from 1.
constexpr std::array<double, 30> kLengthShares{.0012, .0260, .0684, .0790, .0901, .1157, .1091, .1090, .0961, .0818,
                                               .0596, .0483, .0318, .0236, .0172, .0126, .0095, .0065, .0042, .0036,
                                               .0020, .0019, .0007, .0005, .0005, .0004, .0003, .0001, .0002, .0001};
constexpr double kLeastShare = .00005;

/// The signs that a label shows: letters, with digits, with a hyphen.
std::uint32_t shown_alphabet(std::string_view label) noexcept {
  if (label.find('-') != std::string_view::npos) return 37;
  return std::ranges::any_of(label, [](char c) { return c >= '0' && c <= '9'; }) ? 36 : 26;
}

double registered_names(const Verdict& verdict) noexcept {
  if (verdict.status != TldStatus::delegated) return 0;
  return static_cast<double>(verdict.section == SuffixSection::provider ? kProviderNames
                                                                        : verdict.tld->registered_names);
}

}  // namespace

std::string_view to_text(Reason reason) noexcept { return kReasonWords[static_cast<std::size_t>(reason)]; }

std::uint32_t points_of_risk(double collision_risk) noexcept {
  return static_cast<std::uint32_t>(std::lround(std::min(kMostRiskPoints, kPointsOfRisk * collision_risk)));
}

std::uint32_t points_of(Reason reason, double collision_risk) noexcept {
  return reason == Reason::likely_taken ? points_of_risk(collision_risk) : kPoints[static_cast<std::size_t>(reason)];
}

double length_share(std::size_t length) noexcept {
  return length >= 1 && length <= kLengthShares.size() ? std::max(kLengthShares[length - 1], kLeastShare) : kLeastShare;
}

const Assessor::KnownFamily& Assessor::known(const CatalogueEntry& entry) {
  if (&entry == last_entry_) return *last_family_;
  const auto [found, fresh] = families_.try_emplace(&entry);
  KnownFamily& family = found->second;
  last_entry_ = &entry;
  last_family_ = &family;  // elements of the map stay where they are
  if (!fresh) return family;
  if (entry.first_seen.known()) family.first_seen = entry.first_seen.begin();
  family.alphabet = entry.alphabet.size();
  // Names that people chose, one by one, are as risky as phrases.
  family.words = entry.scheme == Scheme::wordlist || entry.scheme == Scheme::fixed;
  family.certain = entry.uncertainty.slack_days == 0;
  family.vouched = !entry.verified.empty();
  family.needs_lists = entry.needs_lists;
  return family;
}

double Assessor::letter_density(std::uint32_t alphabet, std::size_t length) {
  const auto compute = [&] {
    return length_share(length) / std::pow(static_cast<double>(alphabet), static_cast<double>(length));
  };
  if (alphabet >= kAlphabets || length >= kLengths) return compute();
  double& density = densities_[alphabet][length];
  if (density == 0) density = compute();
  return density;
}

Assessment Assessor::assess(std::string_view name, std::span<const Attribution> all_sources) {
  Assessment result;
  const std::span<const Attribution> sources = Entry{name, all_sources}.deciding();
  const bool imported = !sources.empty() && sources.front().said_by == SaidBy::imported;
  result.verdict = judge_.judge(name);
  const std::string_view label = result.verdict.label();

  UtcSeconds first_seen = UtcSeconds::max(), valid_from = UtcSeconds::max();
  std::uint32_t alphabet = sources.empty() ? shown_alphabet(label) : 37;     // the smallest: the densest name space
  bool words = false, certain = sources.empty(), vouched = sources.empty();  // one good source is enough
  bool needs_lists = !sources.empty() && (collisions_ == nullptr || !collisions_->has_lists());
  const CatalogueEntry* last = nullptr;
  for (const Attribution& source : sources) {
    valid_from = std::min(valid_from, source.valid_from);
    if (source.entry == last) continue;  // the windows of one family stand side by side more often than not
    last = source.entry;
    const KnownFamily& family = known(*last);
    first_seen = std::min(first_seen, family.first_seen);
    words = words || family.words;
    certain = certain || family.certain;
    vouched = vouched || family.vouched;
    needs_lists = needs_lists && family.needs_lists;
    alphabet = std::min(alphabet, family.alphabet == 0 ? shown_alphabet(label) : family.alphabet);
  }
  if (imported) {
    vouched = false;
    alphabet = std::min(alphabet, shown_alphabet(label));
  }
  if (words) result.reasons.set(Reason::word_list);
  if (!certain) result.reasons.set(Reason::uncertain_dates);
  if (!vouched) result.reasons.set(Reason::unverified);
  if (needs_lists) result.reasons.set(Reason::no_lists);
  if (!label.empty() && label.size() <= kShortLabel) result.reasons.set(Reason::short_label);

  const double registered = registered_names(result.verdict);
  double density = words ? kWordDensity : letter_density(alphabet, label.size());
  if (imported) density = std::max(density, letter_density(alphabet, label.size()));
  result.collision_risk = label.empty() ? 0 : std::min(1.0, registered * density);
  if (points_of_risk(result.collision_risk) > 0) result.reasons.set(Reason::likely_taken);

  if (collisions_ != nullptr) {
    result.collisions = collisions_;
    result.evidence = collisions_->hits(label.empty() ? name : result.verdict.registrable);
    for (const Hit& hit : result.evidence) {
      if (hit.kind == ListKind::allowed) result.reasons.set(Reason::allowed);
      if (hit.kind == ListKind::registered) result.reasons.set(Reason::registered);
      if (hit.kind != ListKind::created || sources.empty()) continue;
      if (hit.created < first_seen) result.reasons.set(Reason::older_than_family);
      if (hit.created < valid_from) result.reasons.set(Reason::older_than_window);
    }
  }
  std::uint32_t points = 0;
  for (std::size_t i = 0; i < kReasons && result.reasons.any(); ++i) {
    const auto reason = static_cast<Reason>(i);
    if (result.reasons.has(reason)) points += points_of(reason, result.collision_risk);
  }
  result.confidence = points >= 100 ? 0 : 100 - points;
  return result;
}

}  // namespace dgacast

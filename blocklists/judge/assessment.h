// SPDX-License-Identifier: Apache-2.0
// How far a candidate is to be trusted: who can act on it, what lists say of it, how likely somebody else has the name,
// and a confidence made of named parts.
//
//   Assessor assessor{suffixes, TldFacts::builtin(), &collisions};
//   const Assessment assessment = assessor.assess(entry);
//
// collision_risk is an estimate of the probability that a name which the algorithm draws is, or will be, registered by
// somebody who has nothing to do with the malware. It has two models:
//
//   letters:  risk = min(1, N * s(L) / A^L)
//             A^L is the name space: all labels of L letters out of A. N * s(L) are the registered names of that
//             length: N under the TLD (TldFact::registered_names, or kProviderNames for a provider's zone), s(L) the
//             share of length L. A is the number of signs in the family's alphabet; where that is not known, 26 for a
//             label of letters, 36 with digits, 37 with a hyphen.
//   words:    risk = min(1, N * kWordDensity)
//             for families that join words of a dictionary, as people do. The name space is that of phrases.
//
// Both err to the high side: s(L) is measured on popular names, which are shorter than others, and all registered names
// are taken to lie in the family's alphabet. A TLD that is not delegated has no registered names: risk 0.
//
// Of the sources of a name those decide that are trusted most (SaidBy in engine/plan.h): an import of a name that we
// compute changes nothing, whatever family it claims. A name that imports alone have is unverified, and what the family
// that they claim is known for counts only where it takes confidence: its risk is the greater of the two models.
//
// confidence = 100 less the points of each Reason (points_of(), and for Reason::likely_taken points_of_risk()), not
// below 0.
#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <unordered_map>

#include "blocklists/engine/entry.h"
#include "blocklists/lists/collisions.h"
#include "blocklists/names/verdict.h"

namespace [[gnu::visibility("default")]] dgacast {

/// What takes confidence from a name.
enum class Reason : std::uint8_t {
  allowed,            ///< on an allow-list or popularity list
  registered,         ///< on a list of registered names
  older_than_family,  ///< created before any of its families was seen
  older_than_window,  ///< created before bots begin to try it
  likely_taken,       ///< the collision risk is 1 in 800 or more
  word_list,          ///< a family that joins words, or a list that people wrote, has it
  short_label,        ///< of at most kShortLabel letters
  uncertain_dates,    ///< the catalogue tells to add days on both sides, for all its families
  unverified,         ///< nothing vouches for its names, for all its families; always for names of imports alone
  no_lists            ///< all its families have many names that are others', and no list of names in use was given
};
inline constexpr std::size_t kReasons = 10;
/// "older_than_family".
std::string_view to_text(Reason reason) noexcept;
/// The points that a reason takes: 60, 60, 80, 30, points_of_risk(), 20, 15, 10, 20, 30.
std::uint32_t points_of(Reason reason, double collision_risk) noexcept;
/// min(40, 400 * risk), rounded: 0 below 1 in 800, 40 from 1 in 10.
std::uint32_t points_of_risk(double collision_risk) noexcept;

inline constexpr std::size_t kShortLabel = 5;
/// Names below a provider's zone, by order of magnitude.
inline constexpr std::uint64_t kProviderNames = 1'000'000;
/// For each registered name of a TLD, the probability that a phrase of two words is it. Measured: three (pushover,
/// frontedge, pushking) of the 98,304 phrases of Suppobox under .net are among some 6,000 .net names of a list of the
/// 100,000 most popular: 3 / 98,304 / 6,000.
inline constexpr double kWordDensity = 5.1e-9;
/// s(L): the share of labels of L octets among 15,021 popular names right below a TLD (the union of Tranco's first
/// 10,000 of 2025-01 and Majestic's of 2023-10); at least 0.00005.
double length_share(std::size_t length) noexcept;

/// A set of reasons.
class Reasons {
 public:
  constexpr void set(Reason reason) noexcept { bits_ |= std::uint32_t{1} << static_cast<unsigned>(reason); }
  constexpr bool has(Reason reason) const noexcept { return (bits_ >> static_cast<unsigned>(reason) & 1) != 0; }
  constexpr bool any() const noexcept { return bits_ != 0; }
  /// Somebody has the name: one of allowed, registered, older_than_family, older_than_window.
  constexpr bool collides() const noexcept { return (bits_ & 0b1111) != 0; }
  bool operator==(const Reasons&) const = default;

 private:
  std::uint32_t bits_ = 0;
};

/// Calls `put(word)` for each reason that is set, in the order of the enumeration.
template <typename Put>
void each_word(Reasons reasons, Put put) {
  if (!reasons.any()) return;
  for (std::size_t i = 0; i < kReasons; ++i) {
    if (reasons.has(static_cast<Reason>(i))) put(to_text(static_cast<Reason>(i)));
  }
}

/// Good as long as the name that was assessed, and the Collisions.
struct Assessment {
  Verdict verdict;
  Reasons reasons;
  std::uint32_t confidence = 0;  ///< 0..100
  double collision_risk = 0;     ///< 0..1
  std::span<const Hit> evidence;
  const Collisions* collisions = nullptr;  ///< names the lists of `evidence`; may be nullptr when that is empty
};

/// Assesses candidates. Not thread-safe, one a thread. Allocates for a family that it has not seen, not for a name.
class Assessor {
 public:
  /// All must outlive the assessor; `collisions` may be nullptr.
  Assessor(const PublicSuffixes& suffixes, const TldFacts& facts, const Collisions* collisions)
      : judge_(suffixes, facts), collisions_(collisions) {}

  /// Needs a name without fault, and its sources ordered as in Entry. Without sources nothing that depends on families
  /// counts: reasons, risk of a label with the alphabet that it shows.
  Assessment assess(std::string_view name, std::span<const Attribution> sources);
  Judge& judge() noexcept { return judge_; }

 private:
  /// What all names of a family share.
  struct KnownFamily {
    UtcSeconds first_seen = UtcSeconds::min();  // min(): not known
    std::uint32_t alphabet = 0;                 // 0: not known
    bool words = false, certain = true, vouched = true, needs_lists = false;
  };
  const KnownFamily& known(const CatalogueEntry& entry);
  /// s(L) / A^L.
  double letter_density(std::uint32_t alphabet, std::size_t length);

  static constexpr std::size_t kLengths = 64, kAlphabets = 64;  // a label has at most 63 octets
  Judge judge_;
  const Collisions* collisions_;
  std::unordered_map<const CatalogueEntry*, KnownFamily> families_;
  const CatalogueEntry* last_entry_ = nullptr;  // of families_, with
  const KnownFamily* last_family_ = nullptr;
  std::array<std::array<double, kLengths>, kAlphabets> densities_{};  // 0: not computed yet
};

}  // namespace dgacast

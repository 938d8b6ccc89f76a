// SPDX-License-Identifier: Apache-2.0
// What is known of top-level domains and of the zones below which others than a registry hand out names: which TLDs are
// delegated, what their registries take, how many names they hold. Facts with a date, embedded from names/data/.
//
//   const TldFacts& facts = TldFacts::builtin();
//   facts.find("cn").registry == "CNNIC";
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace [[gnu::visibility("default")]] dgacast {

enum class TldStatus : std::uint8_t {
  delegated,        ///< in the root zone
  retired,          ///< was in the root zone: .yu
  never_delegated,  ///< never was: .bit, .bazar, and what nobody has heard of
  special_use       ///< set aside by an RFC: .onion, .test (RFC 6761)
};
/// "delegated", "retired", "never_delegated", "special_use".
std::string_view to_text(TldStatus status) noexcept;

/// One TLD. A rule that is not known is at the value that excludes nothing.
struct TldFact {
  TldStatus status = TldStatus::never_delegated;
  std::string registry;                              ///< who runs it; empty: not known
  std::string note;                                  ///< for people
  std::uint64_t registered_names = 0;                ///< order of magnitude
  std::uint32_t min_length = 1;                      ///< octets of the label below the suffix
  std::uint32_t max_length = 63;                     ///< the same
  bool digits_only = true;                           ///< labels of digits alone are taken
  bool consecutive_hyphens = true;                   ///< "a--b" is taken
  bool reserved_country_codes = false;               ///< a label that is a two-letter TLD is not taken
  std::vector<std::string> restricted_suffixes;      ///< second levels that not everybody may register below
  std::vector<std::string> idn_refused_suffixes;     ///< second levels that take no A-labels
  std::vector<std::string> reserved_prefixes;        ///< beginnings of labels that are not taken; N is any digit
  std::string reserved_note, idn_note, eligibility;  ///< for people
};

/// A zone below which somebody hands out names.
struct ProviderZone {
  std::string_view kind;      ///< "dynamic DNS"
  std::string_view provider;  ///< who runs it; empty: not known
};

/// Immutable once made; any number of threads may read it.
class TldFacts {
 public:
  /// The facts that are built in. Throws std::logic_error when they are malformed (a test reads them).
  static const TldFacts& builtin();
  TldFacts(const TldFacts&) = delete;
  TldFacts& operator=(const TldFacts&) = delete;

  /// All about a TLD (canonical, no dots). One that is neither in the root zone nor in the rules was never delegated.
  const TldFact& find(std::string_view tld) const noexcept;
  /// True when it is in the root zone or in the rules.
  bool knows(std::string_view tld) const noexcept { return tlds_.contains(tld); }
  /// True for a zone of the own list below which a provider hands out names: "mooo.com".
  bool is_provider_zone(std::string_view name) const noexcept { return find_zone(name) != nullptr; }
  /// What is known of a provider zone, or null when `name` is none.
  const ProviderZone* find_zone(std::string_view name) const noexcept;

  /// The day (YYYY-MM-DD) of the list of delegated TLDs, of the rules, and of the list of provider zones.
  const std::string& root_date() const noexcept { return root_date_; }
  const std::string& rules_date() const noexcept { return rules_date_; }
  const std::string& zones_date() const noexcept { return zones_date_; }

 private:
  TldFacts();

  std::map<std::string, TldFact> rules_;                       // TLDs of which more is known than that they exist
  TldFact delegated_, unknown_;                                // all others
  std::unordered_map<std::string_view, const TldFact*> tlds_;  // into the three; keys live as long as the program
  std::unordered_map<std::string_view, ProviderZone> zones_;   // views into the embedded file
  std::string root_date_, rules_date_, zones_date_;
};

}  // namespace dgacast

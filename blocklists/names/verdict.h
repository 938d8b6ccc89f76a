// SPDX-License-Identifier: Apache-2.0
// Who can act on a name, and what speaks against it: suffix, registrable domain, TLD, registry rules.
//
//   Judge judge{suffixes, TldFacts::builtin()};
//   const Verdict verdict = judge.judge("a.example.com.cn");
//   verdict.suffix == "com.cn"; verdict.registrable == "example.com.cn"; verdict.actor == Actor::registry;
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "blocklists/names/public_suffix.h"
#include "blocklists/names/tld_facts.h"

namespace [[gnu::visibility("default")]] dgacast {

/// The party nearest to the root that can act on this name alone.
enum class Actor : std::uint8_t {
  registry,  ///< of the suffix: can register it, or refuse to
  provider,  ///< who hands out names below this zone: dynamic DNS, hosting, private third-level registries
  resolver   ///< nobody else: the TLD is not delegated, or the name is itself a suffix
};
inline constexpr std::size_t kActors = 3;
/// "registry", "provider", "resolver".
std::string_view to_text(Actor actor) noexcept;
/// The actor of such a word. Throws InputError with `where` and the nearest word.
Actor parse_actor(std::string_view text, std::string_view where);

/// What is notable of a name. The rules of registries come last: they are what others say of them, and say only that
/// the name is hardly to be registered.
enum class Flag : std::uint8_t {
  retired_tld,          ///< TldStatus::retired
  undelegated_tld,      ///< TldStatus::never_delegated
  special_use_tld,      ///< TldStatus::special_use
  public_suffix,        ///< the name is a suffix itself: strangers live below it, and nobody registers it
  below_registrable,    ///< the name lies below what can be registered: see Verdict::registrable
  unlisted_suffix,      ///< the TLD is delegated, but the Public Suffix List does not know it
  restricted_suffix,    ///< not everybody may register below this second level: gov.cn
  too_short,            ///< shorter than the registry takes
  too_long,             ///< longer than the registry takes
  digits_only,          ///< the registry takes no label of digits alone
  consecutive_hyphens,  ///< the registry takes no "a--b"
  idn_refused,          ///< the registry takes no A-label below this second level: com.cn
  reserved              ///< by a pattern of the registry: postal codes and telephone numbers under .us
};
inline constexpr std::size_t kFlags = 13;
/// "too_short".
std::string_view to_text(Flag flag) noexcept;
/// The flag of such a word. Throws InputError with `where` and the nearest word.
Flag parse_flag(std::string_view text, std::string_view where);

/// A set of flags.
class Flags {
 public:
  constexpr void set(Flag flag) noexcept { bits_ |= std::uint32_t{1} << static_cast<unsigned>(flag); }
  constexpr bool has(Flag flag) const noexcept { return (bits_ >> static_cast<unsigned>(flag) & 1) != 0; }
  constexpr bool any() const noexcept { return bits_ != 0; }
  constexpr bool touches(Flags other) const noexcept { return (bits_ & other.bits_) != 0; }
  bool operator==(const Flags&) const = default;

 private:
  std::uint32_t bits_ = 0;
};

/// Calls `put(word)` for each flag that is set, in the order of the enumeration.
template <typename Put>
void each_word(Flags flags, Put put) {
  if (!flags.any()) return;
  for (std::size_t i = 0; i < kFlags; ++i) {
    if (flags.has(static_cast<Flag>(i))) put(to_text(static_cast<Flag>(i)));
  }
}

/// Views are into the name that was judged.
struct Verdict {
  std::string_view public_suffix;  ///< by the Public Suffix List
  std::string_view suffix;         ///< below which the actor hands out names: that, or a zone of TldFacts below it
  std::string_view registrable;    ///< suffix and one label; empty when the name is a suffix itself
  const TldFact* tld = nullptr;    ///< never null in what a judge gives
  SuffixSection section = SuffixSection::unlisted;  ///< provider too for zones of TldFacts
  TldStatus status = TldStatus::never_delegated;
  Actor actor = Actor::resolver;
  Flags flags;

  /// The label below the suffix, or empty: "example" of "a.example.co.uk".
  std::string_view label() const noexcept {
    return registrable.empty() ? registrable : registrable.substr(0, registrable.size() - suffix.size() - 1);
  }
};

/// Judges names. Remembers what it found of the last suffixes, for names share few: not thread-safe, one a thread.
/// No name costs an allocation.
class Judge {
 public:
  /// Both must outlive the judge.
  Judge(const PublicSuffixes& suffixes, const TldFacts& facts) noexcept : suffixes_(suffixes), facts_(facts) {}

  /// Needs a name that check_name() finds without fault.
  Verdict judge(std::string_view name);

  const PublicSuffixes& suffixes() const noexcept { return suffixes_; }
  const TldFacts& facts() const noexcept { return facts_; }

 private:
  /// What all names of one public suffix share.
  struct Known {
    std::string suffix;
    const TldFact* tld = nullptr;
    SuffixSection section = SuffixSection::unlisted;
    TldStatus status = TldStatus::never_delegated;
    Flags flags;
  };
  const Known& known(std::string_view suffix);
  void apply_rules(std::string_view label, Verdict& verdict) const;

  static constexpr std::size_t kSlots = 1024;  // a power of two; more suffixes than a list has
  const PublicSuffixes& suffixes_;
  const TldFacts& facts_;
  std::array<Known, kSlots> known_;
};

}  // namespace dgacast

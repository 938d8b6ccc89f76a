// SPDX-License-Identifier: Apache-2.0
// Pykspa, second algorithm: MD6 seeds a slot, and two lists run beside each other, the real one and noise. Facts, seeds
// and sources: dga/catalogue/pykspa_improved.json
#include <algorithm>
#include <array>
#include <bit>
#include <vector>

#include "dga/core/list_batch.h"
#include "dga/families/shared/count_parameter.h"
#include "dga/random/lcg.h"
#include "dga/random/md6.h"
#include "dga/random/pykspa_lanes.h"

namespace dgacast {
namespace {

constexpr std::array<std::string_view, 4> kSuffixes{"com", "net", "org", "info"};
constexpr ParameterSpec kParameters[] = {{.name = "slot_days", .type = ParameterType::u32, .min = 1, .max = 100'000},
                                         kCountParameter};

/// The bot's home-made cipher: 128 generators of Borland's kind that rotate into one another.
class Cipher {
 public:
  /// Starts from the first 2 * `words` octets of `text`, two a generator; the other generators start from 0.
  Cipher(const char* text, std::size_t words) noexcept {
    for (std::size_t i = 0; i < words; ++i) {
      generators_[i].state = 256 * static_cast<std::uint8_t>(text[2 * i]) + static_cast<std::uint8_t>(text[2 * i + 1]);
    }
    for (std::size_t i = 0; i < generators_.size(); ++i) {
      for (std::size_t times = 0; times <= i; ++times) step(i);
    }
  }
  std::uint32_t encrypt(std::uint8_t octet) noexcept {
    for (std::size_t i = 0; i < generators_.size(); ++i) step(i);
    const std::uint32_t out = octet ^ (register_ & 0xFF);
    generators_.back().state += octet;
    register_ += octet;
    return out;
  }

 private:
  void step(std::size_t i) noexcept {
    const std::uint32_t sum = (generators_[i].next() >> 16 & 0x7FFF) + register_;
    register_ = std::rotl(sum, static_cast<int>(register_ & 15));
  }

  std::array<BorlandLcg, 128> generators_{};
  std::uint32_t register_ = 0;
};

PykspaSlot digest_of_slot(std::uint32_t slot) noexcept {
  const char message[] = {static_cast<char>(slot), static_cast<char>(slot >> 8), static_cast<char>(slot >> 16),
                          static_cast<char>(slot >> 24)};
  PykspaSlot digest{.hex = {}, .first = slot % 50};
  hex_digits(md6_256({message, sizeof message}), digest.hex.data());
  return digest;
}

std::uint32_t seed_of(const PykspaSlot& slot) noexcept {
  std::array<char, 256> text{};  // the digest in hex, then zeros
  std::ranges::copy(slot.hex, text.begin());
  Cipher first(text.data(), 32);
  const auto replace = [&first](char& c) {
    c = static_cast<char>(first.encrypt(static_cast<std::uint8_t>(c)) ^ static_cast<std::uint8_t>(c));
  };
  for (std::size_t i = 0; i < 256 + 2570; ++i) replace(text[i < 256 ? i : (i - 257) % 256]);
  Cipher second(text.data(), 128);
  std::uint32_t seed = 0;
  for (std::uint32_t i = 0; i < 4; ++i) {
    seed |= second.encrypt(static_cast<std::uint8_t>(slot.hex[slot.first + i])) << 8 * i;
  }
  return seed;
}

/// The bot computes in 64 bits but cuts products to 32.
void put_label(std::uint64_t state, std::uint64_t length, DomainList& out) {
  std::uint64_t addend = length * length;
  for (std::uint64_t i = 0; i < length; ++i) {
    const std::uint64_t factor = state % 5 + state % 123456 + i * ((state & 1) + state % 4567);
    out.put(static_cast<char>('a' + (addend + (state * factor & 0xFFFF'FFFF)) % 26));
    addend += length;
    state += ((7837632 * state * length & 0xFFFF'FFFF) + 82344) % (541 * length + 4);
  }
}

/// Appends the names of the slot with this seed.
void put_names(std::uint64_t state, std::uint32_t count, DomainList& out) {
  for (std::uint32_t index = 0; index < count; ++index) {
    state += state % (std::uint64_t{index} + 1) + 1;
    put_label(state, (state + index) % 7 + 6, out);
    out.put('.');
    out.put(kSuffixes[state & 3]);
    out.end();
  }
}

class PykspaImproved final : public Family, public ListBatcher {
 public:
  const FamilyFacts& facts() const noexcept override {
    static constexpr FamilyFacts kFacts{.id = "pykspa_improved",
                                        .taxonomy = Taxonomy::tdd,
                                        .period = PeriodRule::every_days_of("slot_days"),
                                        .parameters = kParameters,
                                        .suffixes = kSuffixes};
    return kFacts;
  }
  void generate(const Seed& seed, const Period& period, DomainList& out) const override {
    put_names(seed_of(slot_of(seed, period)), seed.u32("count"), out);
  }
  const ListBatcher* batcher() const noexcept override { return this; }
  std::size_t lists_at_once() const noexcept override { return kPykspaSlots; }
  std::size_t generate_some(std::span<const ListOrder> lists) const override {
    if (lists.size() == 1) {
      generate(*lists[0].seed, lists[0].period, *lists[0].out);
    } else {
      make(lists);
    }
    return lists.size();
  }

 private:
  static void make(std::span<const ListOrder> lists) {
    std::vector<PykspaSlot> slots;
    for (const ListOrder& list : lists) slots.push_back(slot_of(*list.seed, list.period));
    std::vector<std::uint32_t> seeds(lists.size());
    pykspa_seeds(slots, seeds);
    for (std::size_t i = 0; i < lists.size(); ++i) put_names(seeds[i], lists[i].seed->u32("count"), *lists[i].out);
  }

  static PykspaSlot slot_of(const Seed& seed, const Period& period) {
    return digest_of_slot(static_cast<std::uint32_t>(days_since_1970(period.begin) / seed.u32("slot_days")));
  }
};

}  // namespace

const Family& pykspa_improved() noexcept {
  static constexpr PykspaImproved kFamily;
  return kFamily;
}
}  // namespace dgacast

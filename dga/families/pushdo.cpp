// SPDX-License-Identifier: Apache-2.0
// Pushdo: syllables out of an MD5 chain, 30 names a day number, for today, the 30 days before and the 14 after. Facts,
// seeds and sources: dga/catalogue/pushdo.json
#include <array>
#include <map>

#include "dga/core/list_batch.h"
#include "dga/random/digest.h"

namespace dgacast {
namespace {

constexpr std::uint32_t kDaysBefore = 30, kDaysAfter = 14, kNamesADay = 30;
constexpr std::size_t kShortest = 9, kLongest = 12, kThirds = 15;
constexpr std::string_view kVowels = "aeiou";
constexpr std::string_view kVowelsAfterE = "aio";
constexpr ParameterSpec kParameters[] = {
    {.name = "conso_a", .type = ParameterType::string, .min = 1, .max = 256},
    {.name = "conso_b", .type = ParameterType::string, .min = kThirds, .max = kThirds},
    {.name = "mod", .type = ParameterType::u32},
    {.name = "mod2", .type = ParameterType::u32},
    {.name = "tld", .type = ParameterType::string, .min = 1, .max = 63}};

/// The bot's count of days adds up the months from February to the present one, not those that are over.
std::uint32_t day_number(const CivilDate& date) noexcept {
  constexpr std::array<std::uint32_t, 12> kDaysOfMonths{0, 28, 59, 89, 120, 150, 181, 212, 242, 273, 303, 334};
  const std::uint32_t leap_years = date.year / 4;
  const std::uint32_t leap_day = date.year % 4 == 0 && date.month > 1 ? 1 : 0;
  return date.day + kDaysOfMonths[date.month - 1] + leap_day + 365 * (date.year - leap_years) + 366 * leap_years;
}

/// A campaign's way to write an octet as two or three letters.
class Syllables {
 public:
  explicit Syllables(const Seed& seed)
      : first_(seed.text("conso_a")), third_(seed.text("conso_b")), mask_e_(seed.u32("mod")), mask_(seed.u32("mod2")) {}

  /// Writes the syllable to `out`, which has room for three letters; gives its end.
  char* put(std::uint32_t octet, char* out) const noexcept {
    const char vowel = kVowels[((octet + 1) & 0xFF) % kVowels.size()];
    *out++ = first_[octet % first_.size()];
    *out++ = vowel;
    if (vowel == 'e' && ((octet + 2) & mask_e_) != 0) {
      *out++ = kVowelsAfterE[(octet + 2) % kVowelsAfterE.size()];
    } else if (((octet + 2) & mask_) != 0) {
      *out++ = third_[(octet + 3) % kThirds];
    }
    return out;
  }

 private:
  std::string_view first_, third_;
  std::uint32_t mask_e_, mask_;
};

void put_day(std::uint32_t day, const Syllables& syllables, std::string_view tld, DomainList& out) {
  std::uint32_t state = day;
  for (std::uint32_t left = kNamesADay; left > 0; --left) {
    const std::array<char, 4> message{static_cast<char>(state), static_cast<char>(state >> 8),
                                      static_cast<char>(state >> 16), static_cast<char>(state >> 24)};
    const Md5Digest digest = md5({message.data(), message.size()});
    state = digest[0] | std::uint32_t{digest[1]} << 8 | std::uint32_t{digest[2]} << 16 | std::uint32_t{digest[3]} << 24;
    const std::size_t length = kShortest + (state & 3);
    std::array<char, kLongest + 2> label;  // the last syllable may stand over
    char* end = label.data();
    for (std::size_t i = 0; end < label.data() + length; ++i) end = syllables.put(digest[i], end);
    out.put({label.data(), length});
    out.put('.');
    out.put(tld);
    out.end();
    ++state;
  }
}

/// The names of day numbers, each made once: lists of neighbouring days have nearly all in common.
class Days {
 public:
  explicit Days(const Seed& seed) : syllables_(seed), tld_(seed.text("tld")) {}
  /// Appends those of a day.
  void put(std::uint32_t day, DomainList& out) {
    const auto [found, is_new] = begins_.try_emplace(day, names_.size());
    if (is_new) put_day(day, syllables_, tld_, names_);
    out.append(names_, found->second, found->second + kNamesADay);
  }

 private:
  Syllables syllables_;
  std::string_view tld_;
  DomainList names_;
  std::map<std::uint32_t, std::size_t> begins_;  // in names_
};

class Pushdo final : public Family, public ListBatcher {
 public:
  const FamilyFacts& facts() const noexcept override {
    static constexpr FamilyFacts kFacts{
        .id = "pushdo", .taxonomy = Taxonomy::tdd, .period = PeriodRule::day(), .parameters = kParameters};
    return kFacts;
  }
  void generate(const Seed& seed, const Period& period, DomainList& out) const override {
    Days days{seed};
    put_list(period, days, out);
  }
  const ListBatcher* batcher() const noexcept override { return this; }
  std::size_t lists_at_once() const noexcept override { return 64; }
  std::size_t generate_some(std::span<const ListOrder> lists) const override {
    make(lists);
    return lists.size();
  }

 private:
  static void make(std::span<const ListOrder> lists) {
    std::map<const Seed*, Days> seeds;
    for (const ListOrder& list : lists) {
      put_list(list.period, seeds.try_emplace(list.seed, *list.seed).first->second, *list.out);
    }
  }

  static void put_list(const Period& period, Days& days, DomainList& out) {
    const std::uint32_t today = day_number(civil(period.begin));
    for (std::uint32_t back = 0; back <= kDaysBefore; ++back) days.put(today - back, out);
    for (std::uint32_t ahead = 1; ahead <= kDaysAfter; ++ahead) days.put(today + ahead, out);
  }
};

}  // namespace

const Family& pushdo() noexcept {
  static constexpr Pushdo kFamily;
  return kFamily;
}
}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
// DarkCracks: one .com name a day, the year and the day of the month encoded. Facts and sources:
// dga/catalogue/darkcracks.json
#include <algorithm>
#include <array>

#include "dga/core/simple_family.h"
#include "dga/random/base64.h"

namespace dgacast {
namespace {

constexpr std::size_t kLabel = 11;
constexpr Base64Alphabet kUrlSafeLower{"abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz0123456789-_"};
constexpr ParameterSpec kParameters[] = {{.name = "key", .type = ParameterType::string, .min = 1}};

constexpr char swap_case(char c) {
  const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return letter ? static_cast<char>(c ^ 0x20) : c;
}

void generate(const Seed& seed, const Period& period, DomainList& out) {
  const CivilDate date = civil(period.begin);
  std::array<char, 6> text{};  // year and day: the month is not used
  std::uint32_t digits = date.year * 100 + date.day;
  for (std::size_t i = text.size(); i-- > 0; digits /= 10) text[i] = static_cast<char>('0' + digits % 10);

  const std::string_view key = seed.text("key");
  std::array<char, base64_size(text.size())> mixed{};
  base64({text.data(), text.size()}, mixed.data());
  for (std::size_t i = 0; i < mixed.size(); ++i) {
    mixed[i] = static_cast<char>(swap_case(mixed[i]) ^ key[i % key.size()]);
  }

  std::array<char, base64_size(mixed.size())> label{};  // kLabel characters and a '='
  base64({mixed.data(), mixed.size()}, label.data(), kUrlSafeLower);
  std::reverse(label.begin(), label.begin() + kLabel);
  out.put({label.data(), kLabel});
  out.put(".com");
  out.end();
}

void check(const Seed& seed, std::string_view where) {
  const std::string_view key = seed.text("key");
  if (std::ranges::all_of(key, [](char c) { return static_cast<std::uint8_t>(c) < 0x80; })) return;
  throw InputError{
      {std::string(where), "darkcracks: the key " + quote(key) + " is not ASCII", "give ASCII characters"}};
}

constexpr SimpleFamily kFamily{
    {.id = "darkcracks", .taxonomy = Taxonomy::tdd, .period = PeriodRule::day(), .parameters = kParameters},
    generate,
    check};

}  // namespace

const Family& darkcracks() noexcept { return kFamily; }
}  // namespace dgacast

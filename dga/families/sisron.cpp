// SPDX-License-Identifier: Apache-2.0
// Sisron: 40 names a day, the dates of today and of the nine days before in base64. Facts and sources:
// dga/catalogue/sisron.json
#include <array>

#include "dga/core/simple_family.h"
#include "dga/random/base64.h"

namespace dgacast {
namespace {

constexpr int kDays = 10;
constexpr std::array<std::string_view, 4> kSuffixes{"com", "org", "net", "info"};
constexpr std::size_t kDateDigits = 8;

void generate(const Seed&, const Period& period, DomainList& out) {
  for (const std::string_view suffix : kSuffixes) {
    for (int back = 0; back < kDays; ++back) {
      const CivilDate date = civil(period.begin - std::chrono::days{back});
      std::uint32_t digits = (date.day * 100 + date.month) * 10'000 + date.year;
      std::array<char, kDateDigits> text{};
      for (std::size_t i = text.size(); i-- > 0; digits /= 10) text[i] = static_cast<char>('0' + digits % 10);
      char* const label = out.extend(base64_size(kDateDigits));
      base64({text.data(), text.size()}, label, kBase64Lower);
      label[base64_size(kDateDigits) - 1] = 'a';  // in place of the '='
      out.put('.');
      out.put(suffix);
      out.end();
    }
  }
}

constexpr SimpleFamily kFamily{
    {.id = "sisron", .taxonomy = Taxonomy::tdd, .period = PeriodRule::day(), .parameters = {}, .suffixes = kSuffixes},
    generate};

}  // namespace

const Family& sisron() noexcept { return kFamily; }
}  // namespace dgacast

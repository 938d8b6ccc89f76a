// SPDX-License-Identifier: Apache-2.0
// FluBot: a list a month from java.util.Random, in three versions. Facts, seeds and sources: dga/catalogue/flubot.json
#include <array>

#include "dga/core/simple_family.h"
#include "dga/families/shared/count_parameter.h"
#include "dga/random/java_random.h"

namespace dgacast {
namespace {

constexpr std::size_t kLabel = 15;
constexpr std::array<std::string_view, 30> kRotation{
    "ru",     "cn",   "com",     "org",  "pw",  "net", "bar",  "host", "online", "space",
    "site",   "xyz",  "website", "shop", "kz",  "md",  "tj",   "pw",   "gdn",    "am",
    "com.ua", "news", "email",   "icu",  "biz", "kim", "work", "top",  "info",   "br"};
constexpr ParameterSpec kParameters[] = {{.name = "variant", .type = ParameterType::enumeration, .choices = "v1|v2|v3"},
                                         {.name = "init", .type = ParameterType::u32},
                                         kOptionalCountParameter};

std::string_view suffix_of(std::uint32_t index, std::uint32_t variant) {
  if (variant == 2) return kRotation[index % kRotation.size()];
  if (index % 3 == 0) return "ru";
  if (index % 2 == 0) return variant == 0 ? "com" : "su";
  return "cn";
}

void generate(const Seed& seed, const Period& period, DomainList& out) {
  const CivilDate date = civil(period.begin);
  const std::uint64_t year = date.year, month = date.month - 1;  // January is 0, as in java.util.Calendar
  const std::uint64_t a = 2 * (year ^ month), b = a * (year ^ a), c = b * (month ^ b);
  JavaRandom random{c * c + seed.u32("init")};
  const std::uint32_t variant = seed.choice("variant");
  const std::uint32_t count = seed.has("count") ? seed.u32("count") : variant == 2 ? 2500 : 5000;
  for (std::uint32_t index = 0; index < count; ++index) {
    for (std::size_t i = 0; i < kLabel; ++i) out.put(static_cast<char>('a' + random.next_int(25)));
    out.put('.');
    out.put(suffix_of(index, variant));
    out.end();
  }
}

constexpr SimpleFamily kFamily{
    {.id = "flubot", .taxonomy = Taxonomy::tdd, .period = PeriodRule::month(), .parameters = kParameters}, generate};

}  // namespace

const Family& flubot() noexcept { return kFamily; }
}  // namespace dgacast

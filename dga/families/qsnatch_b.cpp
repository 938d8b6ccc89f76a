// SPDX-License-Identifier: Apache-2.0
// QSnatch, second script: five names a TLD for 15 days. Facts and sources: dga/catalogue/qsnatch_b.json
#include <array>

#include "dga/core/simple_family.h"
#include "dga/families/shared/qsnatch.h"

namespace dgacast {
namespace {

constexpr std::chrono::seconds kInterval = std::chrono::days{15};
constexpr std::size_t kShortest = 6, kLongest = 10;
constexpr std::array<std::string_view, 30> kSuffixes{
    "cf", "tk", "ml",   "ga",  "gq",  "com",   "biz", "org", "de",   "rocks", "mx", "cn",     "top", "nl", "men",
    "ws", "se", "info", "xyz", "net", "today", "ru",  "fi",  "name", "to",    "in", "com.ua", "vg",  "vn", "cd"};
constexpr ParameterSpec kParameters[] = {{.name = "constant", .type = ParameterType::string, .max = 256}};

void generate(const Seed& seed, const Period& period, DomainList& out) {
  QsnatchHash hash{period.begin.time_since_epoch() / kInterval, seed.text("constant")};
  for (const std::string_view suffix : kSuffixes) {
    const QsnatchLabel label = hash.label(suffix);
    for (std::size_t length = kShortest; length <= kLongest; ++length) {
      out.put({label.data(), length});
      out.put('.');
      out.put(suffix);
      out.end();
    }
  }
}

constexpr SimpleFamily kFamily{
    {.id = "qsnatch_b", .taxonomy = Taxonomy::tdd, .period = PeriodRule::every(kInterval), .parameters = kParameters},
    generate};

}  // namespace

const Family& qsnatch_b() noexcept { return kFamily; }
}  // namespace dgacast

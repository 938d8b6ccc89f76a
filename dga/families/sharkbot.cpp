// SPDX-License-Identifier: Apache-2.0
// SharkBot: seven names a week, by five versions of the bot. Facts, seeds and sources: dga/catalogue/sharkbot.json
#include <algorithm>
#include <array>
#include <span>

#include "dga/core/family.h"
#include "dga/random/base64.h"
#include "dga/random/digest.h"

namespace dgacast {
namespace {

constexpr std::string_view kKey = "pojBI9LHGFdfgegjjsJ99hvVGHVOjhksdf";
constexpr std::size_t kBase64Label = 19;
constexpr std::size_t kBase64Octets = 15;  // what those characters show
constexpr std::size_t kHexLabel = 16;
constexpr ParameterSpec kParameters[] = {
    {.name = "version", .type = ParameterType::enumeration, .choices = "0.0|1.63|2.1|2.8"},
    {.name = "tlds", .type = ParameterType::word_list, .min = 1},
    {.name = "prefix", .type = ParameterType::string, .max = 64}};

/// The bot joins the number of the ISO week with the calendar's year, so a list ends with either.
Period window(const Seed& seed, UtcSeconds instant) {
  using namespace std::chrono;
  const Period week = PeriodRule::iso_week().containing(seed, instant);
  const auto year = year_month_day{floor<days>(instant)}.year();
  return {std::max<UtcSeconds>(week.begin, UtcDay{year / January / 1}),
          std::min<UtcSeconds>(week.end, UtcDay{(year + years{1}) / January / 1})};
}

bool is_hex(const Seed& seed) { return seed.text("version").starts_with('2'); }

class SharkBot final : public Family {
 public:
  const FamilyFacts& facts() const noexcept override {
    static constexpr FamilyFacts kFacts{.id = "sharkbot",
                                        .taxonomy = Taxonomy::tdd,
                                        .period = PeriodRule::custom("ISO week, cut at the end of a year", window),
                                        .parameters = kParameters};
    return kFacts;
  }
  void generate(const Seed& seed, const Period& period, DomainList& out) const override {
    const std::string_view version = seed.text("version");
    const std::uint32_t week = iso_week(period.begin).week, year = civil(period.begin).year;
    const auto tlds = seed.words("tlds").words();
    if (is_hex(seed)) {
      put_hex(std::to_string(week) + (version == "2.8" ? std::to_string(year) : ""), tlds, out);
    } else {
      std::string text{seed.text("prefix")};
      text.append(std::to_string(version == "0.0" ? week : week + year)).append(kKey);
      put_base64(text, tlds, out);
    }
  }
  void check(const Seed& seed, std::string_view where) const override {
    if (!is_hex(seed) || seed.text("prefix").empty()) return;
    throw InputError{{std::string(where),
                      "sharkbot/" + seed.id() + ": version " + std::string(seed.text("version")) + " has no prefix",
                      "leave it out, or give version 0.0 or 1.63"}};
  }

 private:
  /// One label for all TLDs.
  static void put_base64(std::string_view text, std::span<const std::string_view> tlds, DomainList& out) {
    std::array<char, base64_size(kBase64Octets)> label;
    base64(text.substr(0, kBase64Octets), label.data(), kBase64Lower);
    for (const std::string_view tld : tlds) {
      out.put({label.data(), kBase64Label});
      out.put('.');
      out.put(tld);
      out.end();
    }
  }
  static void put_hex(std::string_view time, std::span<const std::string_view> tlds, DomainList& out) {
    std::string text;
    for (const std::string_view tld : tlds) {
      text.assign(1, '.').append(tld).append(time);
      const Md5Digest digest = md5(text);
      hex_digits(std::span{digest}.first(kHexLabel / 2), out.extend(kHexLabel));
      out.put('.');
      out.put(tld);
      out.end();
    }
  }
};

}  // namespace

const Family& sharkbot() noexcept {
  static constexpr SharkBot kFamily;
  return kFamily;
}
}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
// Zones and the names of months, both by ICU.
#include <unicode/basictz.h>
#include <unicode/dtfmtsym.h>
#include <unicode/locid.h>
#include <unicode/timezone.h>

#include <map>

#include "blocklists/answers/logs/log_text.h"
#include "blocklists/answers/logs/log_time.h"
#include "dga/core/issue.h"

namespace dgacast {

class LogZone::Rules {
 public:
  explicit Rules(std::unique_ptr<icu::BasicTimeZone> zone) : zone_(std::move(zone)) {}
  std::chrono::seconds offset(UtcSeconds local) const {
    UErrorCode error = U_ZERO_ERROR;
    std::int32_t raw = 0, daylight = 0;
    zone_->getOffsetFromLocal(static_cast<UDate>(unix_time(local)) * 1000, UCAL_TZ_LOCAL_FORMER, UCAL_TZ_LOCAL_FORMER,
                              raw, daylight, error);
    return std::chrono::seconds{U_FAILURE(error) != 0 ? 0 : (raw + daylight) / 1000};
  }

 private:
  std::unique_ptr<icu::BasicTimeZone> zone_;
};

LogZone::LogZone() = default;
LogZone::~LogZone() = default;
LogZone::LogZone(LogZone&&) noexcept = default;
LogZone& LogZone::operator=(LogZone&&) noexcept = default;

LogZone::LogZone(std::string_view text, std::string_view where) : told_(true) {
  if (text == "UTC" || text == "Z") return;
  if (text.starts_with('+') || text.starts_with('-')) {
    std::string_view digits = text.substr(1);
    const auto hours = number(digits.substr(0, 2));
    digits.remove_prefix(std::min<std::size_t>(digits.size(), 2));
    if (digits.starts_with(':')) digits.remove_prefix(1);
    const auto minutes = digits.empty() ? std::optional<std::uint32_t>{0} : number(digits);
    if (hours && minutes && *hours <= 14 && *minutes < 60 && (digits.empty() || digits.size() == 2)) {
      offset_ = std::chrono::hours{*hours} + std::chrono::minutes{*minutes};
      if (text.front() == '-') offset_ = -offset_;
      return;
    }
  } else {
    std::unique_ptr<icu::TimeZone> zone{icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(
        icu::StringPiece(text.data(), static_cast<std::int32_t>(std::min<std::size_t>(text.size(), 64)))))};
    if (auto* basic = dynamic_cast<icu::BasicTimeZone*>(zone.get());
        basic != nullptr && *zone != icu::TimeZone::getUnknown()) {
      static_cast<void>(zone.release());  // the rules own it
      rules_ = std::make_unique<Rules>(std::unique_ptr<icu::BasicTimeZone>(basic));
      return;
    }
  }
  throw InputError{{std::string(where), quote(text) + " is not a time zone",
                    "give an offset such as +08:00, or a name of the IANA database such as Asia/Shanghai"}};
}

UtcSeconds LogZone::to_utc(UtcSeconds local) const { return local - (rules_ ? rules_->offset(local) : offset_); }

namespace {

/// Folded case, without a final dot.
icu::UnicodeString folded(icu::UnicodeString text) {
  text.trim().foldCase();
  if (text.endsWith(icu::UnicodeString{u'.'})) text.truncate(text.length() - 1);
  return text;
}

class Months {
 public:
  Months() {
    // Languages disagree on few words ("lis" is November in Polish and October in Croatian): the first one counts.
    for (const char* language :
         {"en", "zh", "es", "hi", "ar", "pt", "ru", "ja", "de", "fr", "ko", "tr", "vi", "it", "pl", "uk", "fa", "nl",
          "th", "id", "ro", "cs", "el", "hu", "sv", "he", "da", "fi", "nb", "nn", "sk", "bg", "sr", "hr", "sl", "lt",
          "lv", "et", "ca", "eu", "gl", "ga", "cy", "is", "ms", "mk", "sq", "bs", "be", "ka", "hy", "az", "kk", "uz"}) {
      UErrorCode error = U_ZERO_ERROR;
      const icu::DateFormatSymbols symbols{icu::Locale{language}, "gregorian", error};
      if (U_FAILURE(error) != 0) continue;
      for (const auto context : {icu::DateFormatSymbols::FORMAT, icu::DateFormatSymbols::STANDALONE}) {
        for (const auto width : {icu::DateFormatSymbols::ABBREVIATED, icu::DateFormatSymbols::WIDE}) {
          std::int32_t count = 0;
          const icu::UnicodeString* const names = symbols.getMonths(count, context, width);
          for (std::int32_t i = 0; i < std::min(count, 12); ++i) {
            if (!names[i].isEmpty()) names_.try_emplace(folded(names[i]), static_cast<std::uint32_t>(i + 1));
          }
        }
      }
    }
  }
  std::uint32_t find(std::string_view word) const {
    const icu::UnicodeString key =
        folded(icu::UnicodeString::fromUTF8(icu::StringPiece(word.data(), static_cast<std::int32_t>(word.size()))));
    if (const auto found = names_.find(key); found != names_.end()) return found->second;
    if (key.countChar32() < 3) return 0;
    // The beginning of a name, if all names that begin so are of one month.
    std::uint32_t month = 0;
    for (auto next = names_.lower_bound(key); next != names_.end() && next->first.startsWith(key); ++next) {
      if (month != 0 && month != next->second) return 0;
      month = next->second;
    }
    return month;
  }

 private:
  std::map<icu::UnicodeString, std::uint32_t> names_;
};

}  // namespace

std::uint32_t month_of(std::string_view word) {
  for (std::uint32_t i = 0; i < kMonthNames.size(); ++i) {
    if (word == kMonthNames[i]) return i + 1;
  }
  constexpr std::size_t kLongest = 40;  // bytes
  if (word.size() < 2 || word.size() > kLongest) return 0;
  static const Months kMonths;  // made for the first word that is not English
  return kMonths.find(word);
}

}  // namespace dgacast

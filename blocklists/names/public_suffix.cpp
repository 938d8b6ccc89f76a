// SPDX-License-Identifier: Apache-2.0
#include "blocklists/names/public_suffix.h"

#include <libpsl.h>
#include <sys/stat.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <new>
#include <string>

#include "dga/core/ascii.h"
#include "dga/core/calendar.h"
#include "dga/core/issue.h"

namespace dgacast {
namespace {

constexpr std::size_t kHead = 4096;  // octets that say what a file is
constexpr std::string_view kCompiled = ".DAFSA@PSL_";
constexpr std::size_t kMostOctets = std::size_t{1} << 24;  // the list has 300 KiB
constexpr std::size_t kFilterBits = std::size_t{1} << 18;  // some 9,000 keys: one name in 30 is asked for in vain

/// The bit of the filter that stands for `key`.
std::uint64_t filter_bit(std::string_view key) noexcept { return XXH3_64bits(key.data(), key.size()) % kFilterBits; }

/// The last two labels of `name`, whose last dot stands at `dot` > 0.
std::string_view tail_of(std::string_view name, std::size_t dot) noexcept {
  const auto before = name.rfind('.', dot - 1);
  return before == std::string_view::npos ? name : name.substr(before + 1);
}

/// libpsl takes C strings; a canonical name fits.
class CString {
 public:
  explicit CString(std::string_view name) {
    const std::size_t length = std::min(name.size(), text_.size() - 1);
    std::memcpy(text_.data(), name.data(), length);
    text_[length] = '\0';
  }
  const char* get() const noexcept { return text_.data(); }

 private:
  std::array<char, 256> text_;
};

std::string day_of(std::time_t time) { return format_date(UtcSeconds{std::chrono::seconds{time}}); }

/// The day of the line "// VERSION: 2026-08-19_...", or else `day`.
std::string day_of_version(std::string_view head, std::string day) {
  constexpr std::string_view kVersion = "// VERSION: ";
  const auto version = head.find(kVersion);
  if (version != std::string_view::npos) {
    try {
      return format_date(parse_date(head.substr(version + kVersion.size(), 10), ""));
    } catch (const InputError&) {  // the other day will do
    }
  }
  return day;
}

/// The day of the file itself. Empty when it cannot be read: who reads it next will say so.
std::string day_of_file(const std::string& path) {
  struct stat status;
  return ::stat(path.c_str(), &status) == 0 ? day_of(status.st_mtime) : std::string{};
}

}  // namespace

struct PublicSuffixes::List {
  explicit List(psl_ctx_t* ctx) : psl(ctx) {}
  List(const List&) = delete;
  List& operator=(const List&) = delete;
  ~List() { psl_free(psl); }
  psl_ctx_t* psl;
};

PublicSuffixes::PublicSuffixes() {
  // libpsl would take its compiled file; the text that Debian has beside it says as much, and what rules there are.
  const char* const compiled = psl_dist_filename();
  const std::string text =
      std::filesystem::path{compiled == nullptr ? "" : compiled}.replace_extension(".dat").string();
  struct stat status;
  if (::stat(text.c_str(), &status) == 0 && status.st_mtime >= psl_builtin_file_time()) {
    *this = PublicSuffixes{text};
    return;
  }
  list_ = std::make_unique<const List>(psl_latest(nullptr));
  if (list_->psl == nullptr) throw std::bad_alloc();
  // psl_latest() takes the newer of the two, but does not tell which.
  const bool file = compiled != nullptr && ::stat(compiled, &status) == 0 && status.st_mtime > psl_builtin_file_time();
  source_ = file ? compiled : "libpsl";
  date_ = day_of(file ? status.st_mtime : psl_builtin_file_time());
}

PublicSuffixes::PublicSuffixes(const std::string& path) : PublicSuffixes(path, day_of_file(path)) {}

PublicSuffixes::PublicSuffixes(const std::string& path, std::string day) : source_(path) {
  const auto refuse = [&path](std::string what) {
    throw InputError{{path, std::move(what), "give public_suffix_list.dat, as publicsuffix.org has it"}};
  };
  std::ifstream file{path, std::ios::binary};
  if (!file) refuse(std::string("cannot be read: ") + std::strerror(errno));
  std::string text;
  for (std::array<char, 1 << 16> block; file.read(block.data(), block.size()), file.gcount() > 0;) {
    text.append(block.data(), static_cast<std::size_t>(file.gcount()));
    if (text.size() > kMostOctets) refuse("is no Public Suffix List: it has more than 16 MiB");
  }
  const std::string_view head = std::string_view{text}.substr(0, kHead);
  // Without its sections every rule would be nobody's: libpsl takes such a file, we do not.
  const bool compiled = head.starts_with(kCompiled);
  if (!compiled && head.find("===BEGIN ICANN DOMAINS===") == std::string_view::npos)
    refuse("is no Public Suffix List: its ICANN section does not begin in the first 4096 octets");
  list_ = std::make_unique<const List>(psl_load_file(path.c_str()));
  if (list_->psl == nullptr || !is_suffix("com")) refuse("is no Public Suffix List: it lacks com");
  if (!compiled) note_rules(text);
  date_ = day_of_version(head, std::move(day));
}

PublicSuffixes::PublicSuffixes(PublicSuffixes&&) noexcept = default;
PublicSuffixes& PublicSuffixes::operator=(PublicSuffixes&&) noexcept = default;
PublicSuffixes::~PublicSuffixes() = default;

bool PublicSuffixes::is_suffix(std::string_view name) const {
  return psl_is_public_suffix2(list_->psl, CString{name}.get(), PSL_TYPE_ANY | PSL_TYPE_NO_STAR_RULE) != 0;
}

/// Notes for may_have_rule() where the rules of the list's text end.
void PublicSuffixes::note_rules(std::string_view text) {
  ruled_.assign(kFilterBits / 64, 0);
  const auto note = [this](std::string_view key) {
    const std::uint64_t bit = filter_bit(key);
    ruled_[bit / 64] |= std::uint64_t{1} << bit % 64;
  };
  std::string rule;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    // As libpsl reads it: white space around the rule, and what follows it, do not count. Comments do no harm here.
    constexpr std::string_view kSpace = " \t\r\v\f";
    const std::size_t begin = std::min(line.size(), line.find_first_not_of(kSpace));
    rule.assign(line.substr(begin, line.find_first_of(kSpace, begin) - begin));
    if (rule.starts_with('!')) rule.erase(0, 1);
    std::ranges::transform(rule, rule.begin(), lower);
    const auto dot = rule.rfind('.');
    if (dot == std::string::npos || dot == 0) continue;
    const std::string_view tail = tail_of(rule, dot);
    // "*.ck" speaks of all names below ck: its own key is the bare TLD.
    note(tail.starts_with("*.") ? tail.substr(2) : tail);
  }
}

/// Whether a rule of two labels or more can fit `name`, whose last dot stands at `tld`. All such rules end in the last
/// two labels of the name, or in "*" and the last: false is certain, true is not. A-labels stand as U-labels in the
/// list, and are always asked for.
bool PublicSuffixes::may_have_rule(std::string_view name, std::size_t tld) const noexcept {
  if (ruled_.empty()) return true;
  const auto noted = [this](std::string_view key) {
    const std::uint64_t bit = filter_bit(key);
    return (ruled_[bit / 64] >> bit % 64 & 1) != 0;
  };
  const std::string_view tail = tail_of(name, tld), last = name.substr(tld + 1);
  return tail.starts_with("xn--") || last.starts_with("xn--") || noted(tail) || noted(last);
}

std::string_view PublicSuffixes::suffix_of(std::string_view name) const {
  const auto dot = name.rfind('.');
  if (dot != std::string_view::npos && dot > 0 && !may_have_rule(name, dot)) return name.substr(dot + 1);
  const CString text{name};
  const char* const suffix = psl_unregistrable_domain(list_->psl, text.get());
  return suffix == nullptr ? std::string_view{} : name.substr(static_cast<std::size_t>(suffix - text.get()));
}

SuffixSection PublicSuffixes::section_of(std::string_view suffix) const {
  const CString text{suffix};
  const auto in = [&](int type) {
    return psl_is_public_suffix2(list_->psl, text.get(), type | PSL_TYPE_NO_STAR_RULE) != 0;
  };
  if (in(PSL_TYPE_ICANN)) return SuffixSection::icann;
  return in(PSL_TYPE_PRIVATE) ? SuffixSection::provider : SuffixSection::unlisted;
}

}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
#include "blocklists/names/public_suffix.h"

#include <libpsl.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <new>

#include "dga/core/calendar.h"
#include "dga/core/issue.h"

namespace dgacast {
namespace {

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

PublicSuffixes::PublicSuffixes() : list_(std::make_unique<const List>(psl_latest(nullptr))) {
  if (list_->psl == nullptr) throw std::bad_alloc();
  // psl_latest() takes the newer of the two, but does not tell which.
  const char* const path = psl_dist_filename();
  struct stat status;
  if (path != nullptr && ::stat(path, &status) == 0 && status.st_mtime > psl_builtin_file_time()) {
    source_ = path;
    date_ = day_of(status.st_mtime);
  } else {
    source_ = "libpsl";
    date_ = day_of(psl_builtin_file_time());
  }
}

PublicSuffixes::PublicSuffixes(const std::string& path) : PublicSuffixes(path, day_of_file(path)) {}

PublicSuffixes::PublicSuffixes(const std::string& path, std::string day) : source_(path) {
  const auto refuse = [&path](std::string what) {
    throw InputError{{path, std::move(what), "give public_suffix_list.dat, as publicsuffix.org has it"}};
  };
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file{std::fopen(path.c_str(), "rb"), &std::fclose};
  if (!file) refuse(std::string("cannot be read: ") + std::strerror(errno));
  std::array<char, 4096> block;
  const std::size_t count = std::fread(block.data(), 1, block.size(), file.get());
  const std::string_view head{block.data(), count};
  // Without its sections every rule would be nobody's: libpsl takes such a file, we do not.
  if (!head.starts_with(".DAFSA@PSL_") && head.find("===BEGIN ICANN DOMAINS===") == std::string_view::npos)
    refuse("is no Public Suffix List: its ICANN section does not begin in the first 4096 octets");
  list_ = std::make_unique<const List>(psl_load_file(path.c_str()));
  if (list_->psl == nullptr || !is_suffix("com")) refuse("is no Public Suffix List: it lacks com");
  date_ = day_of_version(head, std::move(day));
}

PublicSuffixes::~PublicSuffixes() = default;

bool PublicSuffixes::is_suffix(std::string_view name) const {
  return psl_is_public_suffix2(list_->psl, CString{name}.get(), PSL_TYPE_ANY | PSL_TYPE_NO_STAR_RULE) != 0;
}

std::string_view PublicSuffixes::suffix_of(std::string_view name) const {
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

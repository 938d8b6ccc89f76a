// SPDX-License-Identifier: Apache-2.0
#include "blocklists/names/public_suffix.h"

#include <libpsl.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <ctime>
#include <new>

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

}  // namespace

struct PublicSuffixes::List {
  psl_ctx_t* psl = psl_latest(nullptr);
  ~List() { psl_free(psl); }
};

PublicSuffixes::PublicSuffixes() : list_(std::make_unique<const List>()) {
  if (list_->psl == nullptr) throw std::bad_alloc();
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

std::optional<UtcSeconds> PublicSuffixes::date() const {
  // psl_latest() takes the newer of the two as well.
  std::time_t made = psl_builtin_file_time();
  struct stat status;
  const char* const file = psl_dist_filename();
  if (file != nullptr && ::stat(file, &status) == 0) made = std::max(made, status.st_mtime);
  if (made <= 0) return std::nullopt;
  return UtcSeconds{std::chrono::seconds{made}};
}

}  // namespace dgacast

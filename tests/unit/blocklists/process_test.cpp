// SPDX-License-Identifier: Apache-2.0
// What the library takes from the process and its machine: secrets in memory, the umask.
#include <doctest/doctest.h>
#include <sys/stat.h>

#include <algorithm>
#include <concepts>
#include <ostream>
#include <string>
#include <type_traits>
#include <utility>

#include "blocklists/io/file.h"
#include "blocklists/io/secret.h"

namespace dgacast {
namespace {

template <typename T, typename = void>
constexpr bool kPrints = false;
template <typename T>
constexpr bool kPrints<T, std::void_t<decltype(std::declval<std::ostream&>() << std::declval<const T&>())>> = true;

TEST_CASE("a secret is neither copied nor printed nor compared") {
  static_assert(!std::is_copy_constructible_v<Secret> && !std::is_copy_assignable_v<Secret>);
  static_assert(std::is_nothrow_move_constructible_v<Secret> && std::is_nothrow_move_assignable_v<Secret>);
  static_assert(!std::is_convertible_v<Secret, std::string_view> && !std::is_convertible_v<Secret, std::string>);
  static_assert(!kPrints<Secret>);
  static_assert(!std::equality_comparable<Secret>);
}

TEST_CASE("a secret is wiped where it came from and where it was") {
  std::string text(100, 'k');
  text.resize(40);  // the rest lies in the memory behind the end
  const char* const place = text.data();
  Secret secret{std::move(text)};
  CHECK(text.empty());
  CHECK(std::string_view{place, 100}.find('k') == std::string_view::npos);
  CHECK(secret.reveal() == std::string(40, 'k'));

  Secret other = std::move(secret);
  CHECK(secret.empty());
  CHECK(other.size() == 40);
  const char* const octets = other.reveal().data();
  other.shrink(10);
  CHECK(other.reveal() == std::string(10, 'k'));
  CHECK(std::string_view{octets + 10, 30}.find('k') == std::string_view::npos);
  other = Secret{};
  CHECK(other.empty());
  CHECK(Secret{}.reveal().empty());
}

}  // namespace
}  // namespace dgacast

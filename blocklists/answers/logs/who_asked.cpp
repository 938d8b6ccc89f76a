// SPDX-License-Identifier: Apache-2.0
#include "blocklists/answers/logs/who_asked.h"

#include <arpa/inet.h>

#include <algorithm>
#include <cstring>
#include <span>
#include <string>

#include "blocklists/answers/logs/log_text.h"
#include "dga/core/issue.h"

namespace dgacast {
namespace {

constexpr std::array<std::uint8_t, 12> kMapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};

bool parse(std::string_view text, std::array<std::uint8_t, 16>& bytes, bool& is_4) noexcept {
  std::array<char, INET6_ADDRSTRLEN + 1> zero_ended;
  if (text.empty() || text.size() >= zero_ended.size()) return false;
  zero_ended[text.copy(zero_ended.data(), text.size())] = '\0';
  if (::inet_pton(AF_INET, zero_ended.data(), bytes.data() + kMapped.size()) == 1) {
    std::ranges::copy(kMapped, bytes.begin());
    is_4 = true;
    return true;
  }
  if (::inet_pton(AF_INET6, zero_ended.data(), bytes.data()) != 1) return false;
  is_4 = std::ranges::equal(kMapped, std::span{bytes}.first(kMapped.size()));
  return true;
}

}  // namespace

AddressRange::AddressRange(std::string_view text, std::string_view where) {
  const auto slash = text.find('/');
  bool is_4 = false;
  const bool has_bits = slash != std::string_view::npos;
  const auto bits = has_bits ? number(text.substr(slash + 1)) : std::optional<std::uint32_t>{};
  if (!parse(text.substr(0, slash), bytes_, is_4) || (has_bits && (!bits || *bits > (is_4 ? 32U : 128U)))) {
    throw InputError{{std::string(where), quote(text) + " is not an address or a network",
                      "give one such as 192.0.2.53 or 2001:db8::/32"}};
  }
  const std::uint32_t most = is_4 ? 32 : 128;
  bits_ = bits.value_or(most) + (is_4 ? 96 : 0);
}

bool AddressRange::holds(std::string_view address) const noexcept {
  std::array<std::uint8_t, 16> bytes{};
  bool is_4 = false;
  if (!parse(address, bytes, is_4)) return false;
  const std::size_t whole = bits_ / 8;
  if (std::memcmp(bytes.data(), bytes_.data(), whole) != 0) return false;
  const std::uint32_t rest = bits_ % 8;
  return rest == 0 || ((bytes[whole] ^ bytes_[whole]) >> (8 - rest)) == 0;
}

std::string_view canonical_address(std::string_view client, AskerText& room) noexcept {
  if (client.find(':') == std::string_view::npos) return client;
  std::array<std::uint8_t, 16> bytes{};
  bool is_4 = false;
  const std::string_view zone = client.find('%') == std::string_view::npos ? "" : client.substr(client.find('%'));
  if (zone.size() > 16 || !parse(client.substr(0, client.size() - zone.size()), bytes, is_4)) return client;
  const void* const source = is_4 ? bytes.data() + kMapped.size() : bytes.data();
  if (::inet_ntop(is_4 ? AF_INET : AF_INET6, source, room.data(), static_cast<socklen_t>(room.size())) == nullptr)
    return client;
  const std::size_t size = std::strlen(room.data());
  return {room.data(), size + zone.copy(room.data() + size, zone.size())};
}

std::string_view client_of_subnet(std::string_view subnet, AskerText& room) noexcept {
  std::string_view rest = subnet;
  const std::string_view address = take_field(rest, '/');
  const auto bits = number(take_field(rest, '/'));
  if (address.empty() || !is_address(address)) return {};
  const bool is_6 = address.find(':') != std::string_view::npos;
  const std::uint32_t all = is_6 ? 128 : 32;
  if (bits && (*bits == 0 || *bits > all)) return {};
  const std::string_view text = canonical_address(address, room);
  if (!bits || *bits == all) return text;
  if (text.data() != room.data()) text.copy(room.data(), text.size());
  std::size_t size = text.size();
  room[size++] = '/';
  const auto end = std::to_chars(room.data() + size, room.data() + room.size(), *bits).ptr;
  return {room.data(), static_cast<std::size_t>(end - room.data())};
}

}  // namespace dgacast

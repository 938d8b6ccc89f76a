// SPDX-License-Identifier: Apache-2.0
#include "dga/plugins/plugin_names.h"

#include <cstring>

#include "dga/plugins/plugin.h"

namespace dgacast {
namespace {

constexpr std::uint64_t each(std::uint64_t octet) { return octet * 0x0101'0101'0101'0101; }

/// The high bits of those of eight bytes that are not printable ASCII (0x21 to 0x7E), or are capital letters.
std::uint64_t bad_octets(std::uint64_t octets) {
  const std::uint64_t low = octets & each(0x7F);  // so that no sum carries into the next byte
  const std::uint64_t printable = low + each(0x80 - 0x21), last = low + each(1);
  const std::uint64_t from_a = low + each(0x80 - 'A'), after_z = low + each(0x80 - 'Z' - 1);
  return (octets | ~printable | last | (from_a & ~after_z)) & each(0x80);
}

/// Needs a name that is not empty.
bool any_bad(std::string_view name) {
  std::uint64_t octets = each('a');
  if (name.size() < sizeof octets) {
    for (const char c : name) octets = octets << 8 | static_cast<unsigned char>(c);
    return bad_octets(octets) != 0;
  }
  std::uint64_t bad = 0;
  for (std::size_t at = 0; at + sizeof octets <= name.size(); at += sizeof octets) {
    std::memcpy(&octets, name.data() + at, sizeof octets);
    bad |= bad_octets(octets);
  }
  std::memcpy(&octets, name.data() + name.size() - sizeof octets, sizeof octets);
  return (bad | bad_octets(octets)) != 0;
}

}  // namespace

bool PluginNames::refuse(std::string what, std::string mend) {
  fault_ = Issue{"", std::move(what), std::move(mend)};
  return false;
}

void PluginNames::refuse(Issue fault) {
  if (!fault_) fault_ = std::move(fault);
}

bool PluginNames::add(std::string_view name) noexcept try {
  if (fault_ || failure_) return false;
  const auto number = [this] { return "name " + std::to_string(taken_); };
  if (taken_ == most_names_) {
    return refuse("has more than the " + std::to_string(most_names_) + " names that it declares",
                  "declare the greatest number of names as most_names, or end the list");
  }
  if (name.empty() || name.size() > DGACAST_LONGEST_NAME) {
    return refuse(number() + " has " + std::to_string(name.size()) + " octets", "names have 1 to 253");
  }
  if (!look_later_ && any_bad(name)) {
    return refuse(number() + " is " + quote(name),
                  "names are printable ASCII in lower case; a name beyond ASCII is given as xn--");
  }
  if (!look_later_ && name.back() == '.') return refuse(number() + " is " + quote(name), "leave the final dot out");
  octets_ += name.size();
  if (octets_ > DGACAST_MOST_OCTETS) {
    return refuse("has more than " + std::to_string(DGACAST_MOST_OCTETS >> 20) + " MiB of names",
                  "make the list shorter");
  }
  ++taken_;
  if (list_ != nullptr) {
    list_->add(name);
    return true;
  }
  if (static_cast<std::size_t>(buffer_->end - buffer_->at) <= name.size()) buffer_->full();
  *buffer_->at++ = static_cast<char>(static_cast<unsigned char>(name.size()));
  std::memcpy(buffer_->at, name.data(), name.size());
  buffer_->at += name.size();
  return true;
} catch (...) {  // no exception may cross the plugin's frames
  failure_ = std::current_exception();
  return false;
}

void PluginNames::locate(std::string where) {
  if (fault_) fault_->where = std::move(where);
}

void PluginNames::rethrow() const {
  if (failure_) std::rethrow_exception(failure_);
}

}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
#include "blocklists/io/secret.h"

#include <openssl/crypto.h>

#include <cstring>
#include <utility>

namespace dgacast {

void wipe(void* octets, std::size_t size) noexcept { OPENSSL_cleanse(octets, size); }

Secret::Secret(std::size_t size) : octets_(std::make_unique<char[]>(size)), size_(size) {}

Secret::Secret(std::string&& text) : Secret(text.size()) {
  std::memcpy(octets_.get(), text.data(), size_);
  text.resize(text.capacity());  // no new memory is taken for it
  dgacast::wipe(text.data(), text.size());
  text.clear();
}

Secret::Secret(Secret&& other) noexcept : octets_(std::move(other.octets_)), size_(std::exchange(other.size_, 0)) {}

Secret& Secret::operator=(Secret&& other) noexcept {
  if (this == &other) return *this;
  wipe();
  octets_ = std::move(other.octets_);
  size_ = std::exchange(other.size_, 0);
  return *this;
}

void Secret::shrink(std::size_t size) noexcept {
  dgacast::wipe(octets_.get() + size, size_ - size);
  size_ = size;
}

void Secret::wipe() noexcept {
  if (octets_) dgacast::wipe(octets_.get(), size_);
  size_ = 0;
}

}  // namespace dgacast

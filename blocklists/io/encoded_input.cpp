// SPDX-License-Identifier: Apache-2.0
#include <unicode/ucnv.h>

#include <array>
#include <new>

#include "blocklists/io/input_layer.h"

namespace dgacast {
namespace {

constexpr std::size_t kBlock = std::size_t{1} << 16;

class Encoded final : public Input {
 public:
  Encoded(std::unique_ptr<Input> source, const char* encoding) : source_(std::move(source)) {
    UErrorCode error = U_ZERO_ERROR;
    from_.reset(ucnv_open(encoding, &error));
    to_.reset(ucnv_open("UTF-8", &error));
    if (U_FAILURE(error)) throw std::bad_alloc{};  // ICU has these built in
  }

  std::size_t read(char* place, std::size_t room) override {
    if (room < kLongestCharacter) return read_small(place, room);
    char* to = place;
    while (to == place && !finished_) {
      if (at_ == end_ && !over_) {
        const std::size_t count = source_->read(block_.get(), kBlock);
        over_ = count == 0;
        at_ = block_.get();
        end_ = at_ + count;
      }
      UErrorCode error = U_ZERO_ERROR;
      ucnv_convertEx(to_.get(), from_.get(), &to, place + room, &at_, end_, pivot_.data(), &pivot_from_, &pivot_to_,
                     pivot_.data() + pivot_.size(), false, over_, &error);
      if (error == U_BUFFER_OVERFLOW_ERROR) break;
      if (over_) finished_ = true;
    }
    return static_cast<std::size_t>(to - place);
  }

 private:
  static constexpr std::size_t kLongestCharacter = 16;
  struct Close {
    void operator()(UConverter* converter) const noexcept { ucnv_close(converter); }
  };

  /// ICU may need more room for one character than there is.
  std::size_t read_small(char* place, std::size_t room) {
    if (spare_.empty()) spare_.resize(read(spare_room(), 2 * kLongestCharacter));
    const std::size_t count = spare_.copy(place, room);
    spare_.erase(0, count);
    return count;
  }
  char* spare_room() {
    spare_.resize(2 * kLongestCharacter);
    return spare_.data();
  }

  std::unique_ptr<Input> source_;
  std::unique_ptr<UConverter, Close> from_, to_;
  std::unique_ptr<char[]> block_ = std::make_unique_for_overwrite<char[]>(kBlock);
  const char* at_ = block_.get();
  const char* end_ = at_;
  std::array<UChar, 1024> pivot_;
  UChar *pivot_from_ = pivot_.data(), *pivot_to_ = pivot_.data();
  std::string spare_;
  bool over_ = false, finished_ = false;
};

}  // namespace

std::unique_ptr<Input> encoded_input(std::unique_ptr<Input> source, const char* encoding) {
  return std::make_unique<Encoded>(std::move(source), encoding);
}

}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
// The characters that the labels of a family are made of, as its catalogue entry tells them:
//
//   a-z0-9                                 letters and digits
//   a-zaeiouy                              vowels are drawn twice as often as consonants
//   0-9a-f; the first letter also g-z      a few positions or names have more: they stand after the word "also"
//
// Characters and ranges up to the first space, comma or semicolon; what follows is for people, but for the word "also"
// and the characters after it.
#pragma once
#include <bitset>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace [[gnu::visibility("default")]] dgacast {

/// A set of characters with the text that tells it. Immutable but for assignment.
class Alphabet {
 public:
  using Characters = std::bitset<256>;  ///< by the value of the byte

  /// Not known: an empty text, no characters.
  Alphabet() = default;
  /// Reads a text of the form above; an empty one is an alphabet that is not known. Nothing when a text tells no
  /// characters, or a range ends before it begins.
  static std::optional<Alphabet> parse(std::string_view text);

  bool empty() const noexcept { return text_.empty(); }
  /// As it was written, for people.
  const std::string& text() const noexcept { return text_; }
  /// How many characters a position can usually have: 26 of "a-z", 16 of "0-9a-f; the first letter also g-z". Where
  /// some are drawn more often, so many as would make the same name as often if they were drawn evenly, rounded down:
  /// 23 of "a-zaeiouy". 0 when not known.
  std::uint32_t size() const noexcept { return size_; }
  /// The characters of every position.
  const Characters& usual() const noexcept { return usual_; }
  /// These, and those that only some positions or names have.
  const Characters& all() const noexcept { return all_; }

 private:
  std::string text_;
  Characters usual_, all_;
  std::uint32_t size_ = 0;
};

}  // namespace dgacast

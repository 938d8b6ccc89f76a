// SPDX-License-Identifier: Apache-2.0
// Names as people and logs write them, asked for many at a time: any case, a final dot, U- or A-labels, and names below
// a generated one (`www.NAME`), up to the registrable name.
#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "blocklists/answers/lookup.h"
#include "blocklists/names/public_suffix.h"
#include "dga/core/domain_list.h"

namespace [[gnu::visibility("default")]] dgacast {

/// The name in the form in which it is compared: lower case, A-labels, no final dot. An ASCII name is taken as it is
/// otherwise, for bots ask for names that are no host names. Empty when UTS #46 does not accept a name with U-labels.
/// The result is good as long as `scratch` is left alone.
std::string_view comparable_name(std::string_view text, std::string& scratch);

/// What is known of one name of a batch.
struct Found {
  std::size_t number;             ///< of the name in the batch, from 0
  std::string_view given;         ///< as it was added
  bool is_name;                   ///< false: `given` means no name, and nothing was asked
  std::string_view generated;     ///< the longest of the name and its parents that a list holds; empty: none
  std::span<const Answer> lists;  ///< that hold `generated`
};

class QueryBatch {
 public:
  /// `suffixes` must outlive the batch.
  explicit QueryBatch(const PublicSuffixes& suffixes) noexcept : suffixes_(suffixes) {}
  /// Adds a name that a program wrote.
  void add(std::string_view name) { add(name, comparable_name(name, scratch_)); }
  /// The same for who has made it comparable already.
  void add(std::string_view name, std::string_view comparable) {
    given_.add(name);
    comparable_.add(comparable);
  }
  /// What a pasted text means.
  enum class Meaning : std::uint8_t { nothing, name, no_name };
  /// Adds what a person pasted (names/written_name.h), unless it means nothing. One that means no name is visited too.
  Meaning add_written(std::string_view text);
  std::size_t size() const noexcept { return given_.size(); }
  std::size_t text_size() const noexcept { return given_.text_size(); }
  /// The name that was added as number `i` < size(), as it was added.
  std::string_view given(std::size_t i) const { return given_[i]; }
  void clear() noexcept;
  /// Asks `lookup` for all names and their parents, and visits every name in the order of add(). What `Found` points to
  /// is good during the visit. Throws what NameLookup::find() and `visit` throw.
  void answer(const NameLookup& lookup, const RunContext& run, const std::function<void(const Found&)>& visit) const;

 private:
  const PublicSuffixes& suffixes_;
  DomainList given_;
  DomainList comparable_;
  std::string scratch_, meant_;
};

}  // namespace dgacast

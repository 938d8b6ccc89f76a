// SPDX-License-Identifier: Apache-2.0
// Names that somebody else generated: a partner's feed, a court's list, a feed that has ended. They join a plan like
// the lists of a family, and go through the same selection and formats with where they come from.
//
//   Imports imports;
//   imports.read(text, "partner.csv", catalogue, {.family = "rustock", .period = horizon});
//   imports.add_to(plan, horizon);
#pragma once
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>

#include "blocklists/engine/plan.h"

namespace [[gnu::visibility("default")]] dgacast {

/// What a file does not say itself.
struct ImportDefaults {
  std::string family;             ///< of names without one; empty: the file must say it
  std::string seed = "imported";  ///< of names without one
  std::optional<Period> period;   ///< of names without dates; empty: the file must say it
};

/// Names with family, seed and window, as files gave them: claims (SaidBy::imported), also where the family is one that
/// we know. Not thread-safe while reading; must outlive the plan.
class Imports {
 public:
  /// Bytes of a list at most, unpacked.
  static constexpr std::size_t kMostBytes = std::size_t{4} << 30;

  /// Reads one list. Its form is recognised by the content: those of lists/imports/import_form.cpp.
  /// A family is taken for the catalogue's own when that knows the word as id, alias or malware; otherwise its word, in
  /// lower case with other signs than letters and digits as '_', becomes the id. A seed that is not an id is made one
  /// by to_id() (dga/core/text.h) and counted in renamed(). Words of more than 256 bytes are neither. Names are put
  /// into canonical form (lower case, A-labels, no final dot); addresses (DGArchive has some) and what is not a name
  /// are counted in unusable(). A list of which nothing is a name is an error. A word costs one pass over the
  /// catalogue, however many rows have it. Throws InputError with file and line; what was read before stays.
  void read(std::string_view text, std::string_view name, const Catalogue& catalogue, const ImportDefaults& defaults);

  /// Reads the list in the file at `path` ("-": standard input), packed or in UTF-16 too (open_text() in
  /// io/input.h), and gives its text. Throws what read() throws, and InputError when it cannot be opened.
  std::string read_file(const std::string& path, std::string_view name, const Catalogue& catalogue,
                        const ImportDefaults& defaults);

  /// Adds all lists that touch `horizon`, in the order of family, seed and window.
  void add_to(Plan& plan, Period horizon) const;
  std::uint64_t names() const noexcept { return names_; }
  std::uint64_t unusable() const noexcept { return unusable_; }
  /// For people, the first of them: "FILE:LINE: 'its text'"; empty when there is none.
  const std::string& first_unusable() const noexcept { return first_unusable_; }
  /// Rows whose seed was not an id.
  std::uint64_t renamed() const noexcept { return renamed_; }
  /// For people, of the first of them: "FILE:LINE: 'its words' is now 'its id'"; empty when there is none.
  const std::string& first_renamed() const noexcept { return first_renamed_; }

 private:
  /// Gives back the stored list of a seed and a window.
  class Source final : public Family {
   public:
    explicit Source(std::string id)
        : id_(std::move(id)),
          facts_{.id = id_, .taxonomy = Taxonomy::tid, .period = PeriodRule::unbounded(), .parameters = {}} {}
    const FamilyFacts& facts() const noexcept override { return facts_; }
    void generate(const Seed& seed, const Period& period, DomainList& out) const override;

    using Key = std::tuple<std::string, UtcSeconds, UtcSeconds>;  // seed, window
    std::map<Key, DomainList> lists;

   private:
    std::string id_;
    FamilyFacts facts_;
  };
  struct Origin {
    CatalogueEntry entry;
    std::unique_ptr<Source> source;
  };
  class Taker;

  Origin& origin(std::string_view family, const Catalogue& catalogue);

  std::map<std::string, Origin, std::less<>> origins_;  // by family id
  std::uint64_t names_ = 0;
  std::uint64_t unusable_ = 0;
  std::string first_unusable_;
  std::uint64_t renamed_ = 0;
  std::string first_renamed_;
};

}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
// What is remembered of clients, in bounded memory: whoever sends questions chooses how many clients there are.
#pragma once
#include <algorithm>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "blocklists/answers/lookup.h"

namespace [[gnu::visibility("default")]] dgacast {

/// The distinct names that a client asked for of the list of one seed and period.
struct AskedList {
  std::vector<std::uint32_t> indexes;  ///< in the order of the first question
  Source source;
};

/// What a client asked for of one family.
struct Evidence {
  std::map<std::pair<const Seed*, UtcSeconds>, AskedList> lists;
  std::optional<UtcSeconds> first_seen, last_seen;
  std::uint64_t questions = 0;
};
using EvidenceByFamily = std::map<const CatalogueEntry*, Evidence>;

/// The clients with a hit, in bounded memory: up to `most` clients, and about kBytesAClient for each of them together.
/// At either limit it drops the client with a single name whose hit is the oldest; those with more names go only when
/// there is no other, and when a client is alone it loses the lists of which it knows the fewest names. Not
/// thread-safe.
class ClientTable {
 public:
  static constexpr std::size_t kBytesAClient = 1024;
  static constexpr std::size_t kFewestBytes = std::size_t{4} << 20;  ///< of all clients, however few there may be

  /// `most` > 0 clients.
  explicit ClientTable(std::size_t most) : most_(most), room_(std::max(kFewestBytes, most * kBytesAClient)) {}
  /// The evidence of `client`, which had a hit just now; good until the next call of a member that is not constant.
  EvidenceByFamily& of(std::string_view client);
  /// Says what was added to the evidence of the last of(): `names` of a list, of which this one may be the first.
  void added(bool is_first_of_family, bool is_first_of_list);
  /// Says that the client of the last of() has two names or more.
  void confirm();
  /// Visits all clients by name.
  template <class Visit>
  void visit(Visit visit) const {
    std::map<std::string_view, const EvidenceByFamily*> sorted;
    for (const auto& list : {std::cref(single_), std::cref(confirmed_)}) {
      for (const Client& one : list.get()) sorted.emplace(one.name, &one.families);
    }
    for (const auto& [name, families] : sorted) visit(name, *families);
  }
  std::uint64_t dropped() const noexcept { return dropped_; }
  /// Bytes that are taken, about.
  std::size_t used() const noexcept { return used_; }

 private:
  struct Client {
    std::string name;
    EvidenceByFamily families;
    std::size_t bytes = 0;
    bool is_confirmed = false;
  };
  void grow(std::size_t bytes) noexcept;
  /// Drops the client that is worth least, but not the one of the last of(). False when there is no other.
  bool drop_one();
  /// Takes memory back: from the client that is worth least, or, where that knows much or there is no other than that
  /// of the last of(), only its lists with the fewest names. False when nothing is left to take.
  bool free_some();
  /// Drops the lists of which the client knows the fewest names, about half of its memory. False when it has one alone.
  bool thin(Client& client);

  std::size_t most_, room_, used_ = 0;
  std::list<Client> single_, confirmed_;  // the latest hit first
  std::unordered_map<std::string_view, std::list<Client>::iterator> places_;
  std::list<Client>::iterator last_;
  std::uint64_t dropped_ = 0;
};

/// How many questions each client asked, by a hash of the client, in bounded memory. What it gives is never less than
/// the truth: a collision, or a client that was forgotten, only makes a bound of chance weaker.
class QuestionCounts {
 public:
  /// Remembers some `clients` of them, at 16 to 32 bytes each.
  explicit QuestionCounts(std::size_t clients);
  void add(std::uint64_t hash);
  /// Tells that add() of this one comes soon: the table is larger than a cache.
  void prefetch(std::uint64_t hash) const noexcept { __builtin_prefetch(&slots_[hash & (slots_.size() - 1)], 1); }
  std::uint64_t of(std::uint64_t hash) const noexcept;

 private:
  struct Slot {
    std::uint64_t hash, count;  // count 0: free
  };
  void rebuild(std::size_t size);
  Slot& slot(std::uint64_t hash) noexcept;

  std::vector<Slot> slots_ = std::vector<Slot>(1024);
  std::size_t used_ = 0, most_;
  std::uint64_t floor_ = 0;  // no client that was forgotten asked more
};

}  // namespace dgacast

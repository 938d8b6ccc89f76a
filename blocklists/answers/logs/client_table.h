// SPDX-License-Identifier: Apache-2.0
// What is remembered of clients, in bounded memory: whoever sends questions chooses how many clients there are.
#pragma once
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

/// The clients with a hit. At the limit it drops the client with a single name whose hit is the oldest; those with more
/// names go only when there is no other. About 1 KB a client. Not thread-safe.
class ClientTable {
 public:
  /// `most` > 0 clients.
  explicit ClientTable(std::size_t most) : most_(most) {}
  /// The evidence of `client`, which had a hit just now; good until the next call.
  EvidenceByFamily& of(std::string_view client);
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

 private:
  struct Client {
    std::string name;
    EvidenceByFamily families;
    bool is_confirmed = false;
  };
  std::size_t most_;
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

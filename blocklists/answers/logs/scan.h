// SPDX-License-Identifier: Apache-2.0
// Which hosts of a DNS log ask for names that a bot generates, and how sure is that?
#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "blocklists/answers/logs/client_table.h"
#include "blocklists/answers/logs/log_record.h"
#include "blocklists/answers/logs/repeats.h"
#include "blocklists/answers/query_batch.h"
#include "blocklists/options/answers.h"

namespace [[gnu::visibility("default")]] dgacast {

/// One question for a generated name. Of the lists of one seed that hold the name it is the one nearest in time.
struct LogHit {
  std::string_view name;       ///< as the log has it: a host name, in any case, perhaps with U-labels
  std::string_view generated;  ///< the name of the list: `name`, or a parent of it
  std::string_view client;
  std::optional<UtcSeconds> time;
  const Source* source;
  std::uint32_t index;  ///< the name's first place in the list
  /// From the list's window to the question: 0 within it, negative before it. 0 without a time.
  std::chrono::seconds clock_offset;
};

/// How sure it is that a client is infected.
enum class Suspicion : std::uint8_t {
  chance,   ///< not told apart from somebody who asked for a name like these
  suspect,  ///< chance is less likely than 1 in 1000, or a single name
  bot       ///< chance is less likely than 1 in 1,000,000, and there are two names or more
};
std::string_view to_text(Suspicion verdict) noexcept;

/// What a client asked for of one family.
struct ClientReport {
  std::string client;
  std::string family;
  std::vector<std::string> seeds;
  std::optional<UtcSeconds> first_seen, last_seen;
  std::uint64_t questions = 0;  ///< for names of the family
  std::uint64_t names = 0;      ///< distinct ones
  std::uint64_t lists = 0;      ///< that these stand in
  std::uint64_t best = 0;       ///< most distinct names of one list
  bool in_order = false;        ///< these were first asked for in the bot's order, three or more
  /// That a client with as many questions made these by chance: the less likely of two explanations, times two. The
  /// best list: log_chance() of its names, times the number T of the family's lists that were searched. All names:
  /// log_chance() of them in T times as many questions.
  double chance = 1;
  Suspicion verdict = Suspicion::chance;
};

/// The natural logarithm of an upper bound of the probability that somebody who asks for `questions` names of the shape
/// of a list asks for `names` of it. The names of length l cover the density n(l) / A^l of all labels of that length
/// over the list's alphabet of A characters; the expected number of hits is at most m = questions * max over l of that
/// density. By Chernoff the probability of k or more is at most exp(k - m) * (m / k)^k for k > m, and 1 otherwise. For
/// k names in the bot's order (k >= 3) it is divided by k!. Word lists do not use their letters evenly: their A is 4,
/// two bits a letter.
double log_chance(const DomainList& list, bool words, std::uint64_t questions, std::uint64_t names, bool in_order);

struct ScanOptions {
  /// How wrong a client's clock may be: a hit farther from its window is none, and neither is a question without a
  /// time. Nothing: any.
  std::optional<std::chrono::seconds> slack = {};
  std::size_t clients = number_of<std::size_t>(
      option::max_clients);  ///< most clients with a hit that are remembered, > 0; about 1 KB each
};

/// Takes the records of logs, one after the other, and asks for their names in batches. Not thread-safe; several may
/// share a look-up. Memory is bounded, however long a log is followed: by ScanOptions::clients.
class Scanner {
 public:
  /// `hit` is called for each hit, in the order of the log. All must outlive the scanner. `run` is what each look-up
  /// may take: one that was stopped throws Interrupted, and its questions are lost, so a log that is followed until a
  /// stop is scanned without it.
  Scanner(const NameLookup& lookup, const PublicSuffixes& suffixes, const ScanOptions& options,
          std::function<void(const LogHit&)> hit, RunContext run = {});

  /// Takes a question; one that the log told before (repeats.h) is only counted. A question for what could_be_name()
  /// (names/written_name.h) refuses is not a hit, also when it lies below a generated name. A client that is not an
  /// address or a plain word of up to 253 letters, digits, `.`, `:`, `_`, `-`, `%`, `/` and `@` counts as one
  /// that the log does not tell.
  void add(const LogRecord& record);
  /// Asks for what was added since.
  void flush();
  std::uint64_t questions() const noexcept { return questions_; }
  /// Questions below a generated name that are not hits because they are not for a name.
  std::uint64_t not_names() const noexcept { return not_names_; }
  /// Questions whose client was left out for what it is.
  std::uint64_t unknown_clients() const noexcept { return unknown_clients_; }
  /// Questions that were told a second time, and are not among questions().
  std::uint64_t repeats() const noexcept { return repeats_count_; }
  /// Questions for generated names that are no hits because they have no time and a slack was asked for.
  std::uint64_t untimed_hits() const noexcept { return untimed_hits_; }
  /// Clients with a hit that were dropped to remember others.
  std::uint64_t dropped_clients() const noexcept { return clients_with_hits_.dropped(); }
  /// All clients with a hit, by family; the surest first, then by client. Makes the lists that they asked for. Throws
  /// Interrupted.
  std::vector<ClientReport> report() const;

 private:
  bool is_repeat(const LogRecord& record, std::uint64_t client);
  void take(const Found& found);

  const NameLookup& lookup_;
  RunContext run_;
  std::optional<std::chrono::seconds> slack_;
  std::function<void(const LogHit&)> hit_;
  QueryBatch names_;
  DomainList clients_;
  std::vector<std::uint64_t> client_hashes_;
  std::vector<std::optional<UtcSeconds>> times_;
  std::uint64_t questions_ = 0, not_names_ = 0, unknown_clients_ = 0, repeats_count_ = 0, untimed_hits_ = 0;
  std::string scratch_;
  std::array<std::uint64_t, 4096> good_clients_{};  // hashes of words that are clients, each where its last bits say
  std::optional<Telling> telling_;                  // of the first question
  std::unique_ptr<Repeats> repeats_;                // once there was another
  QuestionCounts counts_;
  ClientTable clients_with_hits_;
};

}  // namespace dgacast

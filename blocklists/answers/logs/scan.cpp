// SPDX-License-Identifier: Apache-2.0
#include "blocklists/answers/logs/scan.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <cmath>
#include <set>
#include <tuple>

#include "blocklists/answers/fingerprint.h"
#include "blocklists/names/written_name.h"

namespace dgacast {
namespace {

constexpr std::size_t kBatch = 1 << 16;  // questions
constexpr double kWordAlphabet = 4;
constexpr double kSure = 1e-6, kLikely = 1e-3;
constexpr std::size_t kCountsPerClient = 16;  // clients whose questions are counted, for each with a hit
constexpr std::uint64_t kOrdered = 3;         // fewer names in order say nothing

std::uint64_t hash_of(std::string_view client) noexcept { return XXH3_64bits(client.data(), client.size()); }

/// True for an address, or another plain word; also for nothing, which stands for a client that is not told. It goes
/// into reports and to terminals as it is.
bool is_client(std::string_view text) noexcept {
  constexpr std::size_t kLongest = 253;
  if (text.size() > kLongest || text.starts_with('@') || text.starts_with('-')) return false;
  unsigned other = 0;  // ranges in place of a table, for compilers make vectors of them
  for (const char c : text) {
    const auto at = [c](char first, char last) {
      return unsigned(static_cast<unsigned char>(c - first) <= last - first);
    };
    other |= 1 ^ (at('-', ':') | at('@', 'Z') | at('a', 'z') | at('_', '_') | at('%', '%'));
  }
  return other == 0;
}

std::chrono::seconds offset_of(const Source& source, const std::optional<UtcSeconds>& time) {
  if (!time) return {};
  if (*time < source.period.begin) return *time - source.period.begin;
  return *time < source.valid_until ? std::chrono::seconds{0} : *time - source.valid_until + std::chrono::seconds{1};
}

}  // namespace

std::string_view to_text(Suspicion verdict) noexcept {
  switch (verdict) {
    case Suspicion::chance:
      return "chance";
    case Suspicion::suspect:
      return "suspect";
    case Suspicion::bot:
      return "bot";
  }
  return "";
}

namespace {

/// The greatest density that names of a length have in all labels of that length.
double density_of(const DomainList& list, bool words) {
  constexpr std::size_t kLongestLabel = 64;
  std::array<std::uint32_t, kLongestLabel> of_length{};
  std::bitset<256> alphabet;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const std::string_view label = list[i].substr(0, list[i].find('.'));
    ++of_length[std::min(label.size(), kLongestLabel - 1)];
    for (const char c : label) alphabet.set(static_cast<unsigned char>(c));
  }
  const double letters = words ? kWordAlphabet : std::max<double>(2, static_cast<double>(alphabet.count()));
  double density = 0;
  for (std::size_t length = 1; length < kLongestLabel; ++length) {
    density = std::max(density, of_length[length] / std::pow(letters, static_cast<double>(length)));
  }
  return std::min(density, 1.0);
}

double log_chance_of(double density, std::uint64_t questions, std::uint64_t names, bool in_order) {
  const double expected = static_cast<double>(questions) * density;
  const auto k = static_cast<double>(names);
  if (names == 0 || k <= expected) return 0;
  const double tail = k - expected + k * (std::log(expected) - std::log(k));
  return std::min(0.0, tail - (in_order && names >= kOrdered ? std::lgamma(k + 1) : 0));
}

/// What a client knows of the lists of one family.
struct ProvedLists {
  struct List {
    double density;
    std::uint64_t names;
    bool in_order;
  };
  std::vector<List> lists;
  std::set<std::string> seeds, names;  // distinct ones
};

/// Makes the lists again that `evidence` tells of.
ProvedLists evidence_of(const CatalogueEntry& entry, const Evidence& evidence, const RunContext& run) {
  ProvedLists proved;
  DomainList names;
  for (const auto& [key, list] : evidence.lists) {
    run.check();
    names.clear();
    entry.family->generate(*list.source.seed, list.source.period, names);
    proved.seeds.insert(list.source.seed->id());
    for (const std::uint32_t index : list.indexes) proved.names.emplace(names[index]);
    proved.lists.push_back({density_of(names, entry.scheme == Scheme::wordlist), list.indexes.size(),
                            list.indexes.size() >= kOrdered && std::ranges::is_sorted(list.indexes)});
  }
  return proved;
}

/// The probability that somebody who asked `questions` names knows so many of the `searched` lists of a family by
/// chance: the lesser of two bounds, times two.
/// - The best list: log_chance() of its names, times `searched`, for one of so many lists may fit (Boole's inequality).
/// - All names: as many of one list, in `searched` times as many questions. The lists of a family are alike: the last
///   one stands for all.
/// The factor two is the same inequality for the choice between the two. Both rest on Chernoff's bound for a sum of
/// independent trials (Mitzenmacher and Upfal, Probability and Computing, 2nd edition, theorem 4.4).
double chance_of(const ProvedLists& proved, std::uint64_t questions, std::uint64_t searched) {
  searched = std::max<std::uint64_t>(1, searched);
  const double log_searched = std::log(static_cast<double>(searched));
  double chance = 0;
  for (const ProvedLists::List& list : proved.lists)
    chance = std::min(chance, log_searched + log_chance_of(list.density, questions, list.names, list.in_order));
  if (!proved.lists.empty()) {
    const double density = proved.lists.back().density;
    chance = std::min(chance, log_chance_of(density, questions * searched, proved.names.size(), false));
  }
  return std::min(1.0, 2 * std::exp(chance));
}

/// One name alone is never enough for Suspicion::bot.
Suspicion verdict_of(double chance, std::uint64_t names) noexcept {
  if (chance > kLikely) return Suspicion::chance;
  return chance > kSure || names < 2 ? Suspicion::suspect : Suspicion::bot;
}

}  // namespace

double log_chance(const DomainList& list, bool words, std::uint64_t questions, std::uint64_t names, bool in_order) {
  return log_chance_of(density_of(list, words), questions, names, in_order);
}

Scanner::Scanner(const NameLookup& lookup, const PublicSuffixes& suffixes, const ScanOptions& options,
                 std::function<void(const LogHit&)> hit, RunContext run)
    : lookup_(lookup),
      run_(std::move(run)),
      slack_(options.slack),
      hit_(std::move(hit)),
      names_(suffixes),
      counts_(kCountsPerClient * options.clients),
      clients_with_hits_(options.clients) {}

void Scanner::add(const LogRecord& record) {
  const std::string_view comparable = comparable_name(record.name, scratch_);
  std::string_view client = record.client;
  std::uint64_t hash = hash_of(client);
  // Most questions come from clients that were looked at before.
  std::uint64_t& looked_at = good_clients_[hash % good_clients_.size()];
  const bool known = looked_at == hash || is_client(client);
  if (known) {
    looked_at = hash;
  } else {
    client = {};
    hash = hash_of(client);
  }
  if (is_repeat(record, hash)) {
    ++repeats_count_;
    return;
  }
  ++questions_;
  if (!known) ++unknown_clients_;
  client_hashes_.push_back(hash);
  names_.add(record.name, comparable);
  clients_.add(client);
  times_.push_back(record.time);
  if (names_.size() >= kBatch) flush();
}

/// Most logs tell each question in one way, and need no memory of what was told.
bool Scanner::is_repeat(const LogRecord& record, std::uint64_t client) {
  if (!telling_) telling_ = record.telling;
  if (!repeats_ && record.telling == *telling_) return false;
  if (!repeats_) {
    repeats_ = std::make_unique<Repeats>();
    for (std::size_t i = 0; i < times_.size(); ++i)
      repeats_->is_new(hash_of(clients_[i]), names_.given(i), times_[i], *telling_);
  }
  return !repeats_->is_new(client, record.name, record.time, record.telling);
}

void Scanner::flush() {
  if (names_.size() == 0) return;
  constexpr std::size_t kAhead = 8;
  for (std::size_t i = 0; i < client_hashes_.size(); ++i) {
    if (i + kAhead < client_hashes_.size()) counts_.prefetch(client_hashes_[i + kAhead]);
    counts_.add(client_hashes_[i]);
  }
  client_hashes_.clear();
  names_.answer(lookup_, run_, [this](const Found& found) { take(found); });
  names_.clear();
  clients_.clear();
  times_.clear();
}

void Scanner::take(const Found& found) {
  if (found.lists.empty()) return;
  if (!could_be_name(found.given)) {  // only what is reported is looked at: most questions meet no list
    ++not_names_;
    return;
  }
  const std::optional<UtcSeconds>& time = times_[found.number];
  const std::string_view client = clients_[found.number];
  // A name may stand in many lists of a seed (bots whose windows overlap): the nearest in time is meant.
  std::map<const Seed*, const Answer*> nearest;
  for (const Answer& answer : found.lists) {
    const Answer*& best = nearest[answer.source->seed];
    if (best == nullptr ||
        std::chrono::abs(offset_of(*answer.source, time)) < std::chrono::abs(offset_of(*best->source, time))) {
      best = &answer;
    }
  }
  for (const Answer& answer : found.lists) {  // in the order of the answers, not of addresses
    const Source* const source = answer.source;
    if (nearest[source->seed] != &answer) continue;
    const std::chrono::seconds offset = offset_of(*source, time);
    if (slack_ && !time) {
      ++untimed_hits_;
      continue;
    }
    if (slack_ && std::chrono::abs(offset) > *slack_) continue;
    hit_({found.given, found.generated, client, time, source, answer.index, offset});
    EvidenceByFamily& families = clients_with_hits_.of(client);
    const bool is_known = !families.empty();
    const auto [place, is_new_family] = families.try_emplace(source->entry);
    Evidence& evidence = place->second;
    ++evidence.questions;
    if (time) {
      evidence.first_seen = std::min(evidence.first_seen.value_or(*time), *time);
      evidence.last_seen = std::max(evidence.last_seen.value_or(*time), *time);
    }
    const auto [asked, is_new_list] =
        evidence.lists.try_emplace({source->seed, source->period.begin}, AskedList{{}, *source});
    std::vector<std::uint32_t>& indexes = asked->second.indexes;
    if (std::ranges::find(indexes, answer.index) != indexes.end()) continue;
    indexes.push_back(answer.index);
    if (is_known) clients_with_hits_.confirm();
    clients_with_hits_.added(is_new_family, is_new_list);
  }
}

std::vector<ClientReport> Scanner::report() const {
  std::vector<ClientReport> reports;
  clients_with_hits_.visit([&](std::string_view client, const EvidenceByFamily& families) {
    const std::uint64_t asked = counts_.of(hash_of(client));
    for (const auto& [entry, evidence] : families) {
      const ProvedLists proved = evidence_of(*entry, evidence, run_);
      ClientReport report;
      report.client = std::string(client);
      report.family = entry->id;
      report.seeds.assign(proved.seeds.begin(), proved.seeds.end());
      report.first_seen = evidence.first_seen;
      report.last_seen = evidence.last_seen;
      report.questions = evidence.questions;
      report.names = proved.names.size();
      report.lists = evidence.lists.size();
      for (const ProvedLists::List& list : proved.lists) {
        if (list.names <= report.best) continue;
        report.best = list.names;
        report.in_order = list.in_order;
      }
      report.chance = chance_of(proved, asked, lookup_.lists_of(*entry));
      report.verdict = verdict_of(report.chance, report.names);
      reports.push_back(std::move(report));
    }
  });
  std::ranges::stable_sort(reports, [](const ClientReport& a, const ClientReport& b) {
    return std::tuple{b.verdict, std::string_view{a.client}, std::string_view{a.family}} <
           std::tuple{a.verdict, std::string_view{b.client}, std::string_view{b.family}};
  });
  return reports;
}

}  // namespace dgacast

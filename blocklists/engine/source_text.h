// SPDX-License-Identifier: Apache-2.0
// Sources of names as text. Rows of one list share few seeds and instants: what was written last is kept, so that a row
// costs no allocation.
//
//   SourceJson json{SourceJson::Keys::answer};
//   out.put('{');
//   json.put(out, source);
//   out.put('}');
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "blocklists/engine/entry.h"
#include "blocklists/io/sink.h"

namespace [[gnu::visibility("default")]] dgacast {

/// Writes instants as `YYYY-MM-DDTHH:MM:SSZ`. Rows of one list share few instants: the last text is kept.
class InstantText {
 public:
  /// Good until the next call.
  std::string_view operator()(UtcSeconds instant) {
    if (instant != last_) write(instant);
    return text_;
  }
  /// The same as `YYYY-MM-DD HH:MM:SS`. One object writes one form.
  std::string_view spaced(UtcSeconds instant);

 private:
  void write(UtcSeconds instant);

  UtcSeconds last_ = UtcSeconds::min();
  std::string text_;
};

/// Family and seed of a source, encoded for one format. Rows of one list share few seeds: the last text is kept.
class SourceText {
 public:
  /// `encode` is csv_field or json_string.
  explicit SourceText(std::string (*encode)(std::string_view)) : encode_(encode) {}
  /// Chooses the source that family() and seed() tell. Its seed must live as long as this object.
  void choose(const Attribution& source) {
    if (source.seed == seed_of_ && source.entry == entry_of_) return;
    entry_of_ = source.entry;
    seed_of_ = source.seed;
    family_ = encode_(source.entry->id);
    seed_ = encode_(source.seed->id());
  }
  std::string_view family() const noexcept { return family_; }
  std::string_view seed() const noexcept { return seed_; }

 private:
  std::string (*encode_)(std::string_view);
  const CatalogueEntry* entry_of_ = nullptr;
  const Seed* seed_of_ = nullptr;
  std::string family_, seed_;
};

/// A source as members of a JSON object, by the same names in every list and answer: "family", "malware" (answers
/// only), "seed", "valid_from", "valid_until" (instants, half-open), "index" (position in the bot's order, from 0), and
/// "said_by" ("catalogue" or "imported") for what no built-in seed made. Not thread-safe.
class SourceJson {
 public:
  enum class Keys : std::uint8_t { list, answer };
  explicit SourceJson(Keys keys) noexcept : keys_(keys) {}
  /// Writes the members, without braces around them. The source's seed must live as long as this object, or until a
  /// call of forget(). Allocates for a seed that is not that of the source before.
  void put(Sink& out, const Attribution& source) {
    if (source.seed != seed_of_ || source.entry != entry_of_) choose(source);
    out.put(std::string_view{who_}, ",\"valid_from\":\"", from_(source.valid_from), "\",\"valid_until\":\"",
            until_(source.valid_until), "\",\"index\":", source.index);
    if (source.said_by != SaidBy::computed) out.put(",\"said_by\":\"", to_text(source.said_by), '"');
  }
  /// Before seeds of sources that were written are destroyed, and others may take their place in memory.
  void forget() noexcept { seed_of_ = nullptr; }

 private:
  void choose(const Attribution& source);

  Keys keys_;
  const CatalogueEntry* entry_of_ = nullptr;
  const Seed* seed_of_ = nullptr;
  std::string who_;  // "family":"x","seed":"y"
  InstantText from_, until_;
};

}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
#include "blocklists/feed/feed_keys.h"

#include <array>

#include "blocklists/options/partner.h"
#include "blocklists/options/publishing.h"
#include "blocklists/options/review.h"
#include "blocklists/options/running.h"
#include "blocklists/options/selection.h"
#include "blocklists/options/writing.h"

namespace dgacast {
namespace {

constexpr std::uint64_t kMostDays = 3660;
constexpr std::uint64_t kMostNames = 1'000'000'000;
constexpr std::uint64_t kMostPercent = 1'000'000;
constexpr std::uint64_t kMostAge = 100'000;
constexpr std::uint64_t kMostSeconds = 86'400;

// A key of a section, of the kind that the function is called: what it may hold, its default (kNone: there is none),
// and what it means.
constexpr std::string_view kNone = {};
constexpr FeedKey text(std::string_view section, std::string_view name, std::string_view meaning) {
  return {.section = section, .name = name, .kind = KeyKind::text, .meaning = meaning};
}
constexpr FeedKey word(std::string_view section, std::string_view name, std::string_view choices,
                       std::string_view fallback, std::string_view meaning) {
  return {.section = section,
          .name = name,
          .kind = KeyKind::word,
          .choices = choices,
          .fallback = fallback,
          .meaning = meaning};
}
constexpr FeedKey number(std::string_view section, std::string_view name, std::uint64_t least, std::uint64_t most,
                         std::string_view fallback, std::string_view meaning) {
  return {.section = section,
          .name = name,
          .kind = KeyKind::number,
          .fallback = fallback,
          .meaning = meaning,
          .least = least,
          .most = most};
}
constexpr FeedKey flag(std::string_view section, std::string_view name, std::string_view fallback,
                       std::string_view meaning) {
  return {.section = section, .name = name, .kind = KeyKind::flag, .fallback = fallback, .meaning = meaning};
}
constexpr FeedKey texts(std::string_view section, std::string_view name, std::string_view meaning,
                        std::string_view fallback = "[]") {
  return {.section = section, .name = name, .kind = KeyKind::texts, .fallback = fallback, .meaning = meaning};
}
/// One or several objects, whose keys are those of `below`.
constexpr FeedKey objects(std::string_view section, std::string_view name, KeyKind kind, std::string_view below,
                          std::string_view meaning) {
  return {.section = section, .name = name, .kind = kind, .choices = below, .meaning = meaning};
}

constexpr KeyKind kind_of(OptionKind kind) {
  switch (kind) {
    case OptionKind::flag:
      return KeyKind::flag;
    case OptionKind::number:
      return KeyKind::number;
    case OptionKind::word:
      return KeyKind::word;
    case OptionKind::texts:
    case OptionKind::list:
      return KeyKind::texts;
    case OptionKind::size:
      return KeyKind::size;
    case OptionKind::text:
      break;
  }
  return KeyKind::text;
}

/// The key that means the same as an option of a command: Option::key ends with its name.
constexpr FeedKey of(std::string_view section, const Option& option) {
  FeedKey key{.section = section,
              .name = option.key.substr(option.key.rfind('.') + 1),
              .kind = kind_of(option.kind),
              .fallback = option.fallback,
              .otherwise = option.otherwise,
              .meaning = option.brief,
              .more = option.more,
              .least = option.min,
              .most = option.max};
  if (key.kind == KeyKind::word) key.choices = option.words;
  if (key.kind == KeyKind::texts) key.fallback = "[]";
  if (key.kind == KeyKind::flag) key.fallback = "false";
  return key;
}

// A key with something else than that.
constexpr FeedKey required(FeedKey key) {
  key.required = true;
  key.fallback = key.otherwise = kNone;
  return key;
}
constexpr FeedKey by_default(FeedKey key, std::string_view fallback, std::string_view otherwise = {}) {
  key.fallback = fallback;
  key.otherwise = otherwise;
  return key;
}
constexpr FeedKey with_more(FeedKey key, std::string_view more) {
  key.more = more;
  return key;
}
constexpr FeedKey one_of(FeedKey key, std::string_view choices) {
  key.choices = choices;
  return key;
}

constexpr std::string_view kLastPattern = "If several patterns fit, the last in the order of bytes decides.";
constexpr std::string_view kFeedsOwn = "the feed's value";
constexpr std::string_view kInGuards = "overrides the value of guards for this output";

constexpr auto kKeys = std::to_array<FeedKey>({
    required(text("", "feed", "name of the feed, for the manifest")),
    with_more(required(text("", "folder", "where the feed is published: FOLDER/current is the last edition")),
              "Paths are relative to the folder of this file."),
    by_default(of("", option::families), "[\"*\"]"),
    texts("", "exclude", "patterns of families and seeds to leave out"),
    objects("", "horizon", KeyKind::section, "horizon", "the days whose lists are published"),
    of("", option::catalogue),
    of("", option::plugin),
    of("", option::import_list),
    with_more(of("", option::tld), "Joins with suffixes: a name is taken when it fits one of them."),
    with_more(of("", option::suffix), {}),
    objects("", "lists", KeyKind::section, "lists", "lists of others: names that are in use"),
    objects("", "screen", KeyKind::section, "screen", "which names an output may contain"),
    required(objects("", "outputs", KeyKind::rows, "output", "the files of an edition")),
    of("", option::keep_editions),
    of("", option::memory),
    of("", option::tmpdir),
    objects("", "guards", KeyKind::section, "guards", "when the old edition stays: exit status 3"),
    objects("", "sign", KeyKind::section, "sign", "signatures"),
    objects("", "after", KeyKind::rows, "command", "programs to run, in order, when an edition is in place"),
    text("", "metrics",
         "file that each run writes for Prometheus (the textfile collector of its node exporter): NAME.prom"),

    number("horizon", "past_days", 0, kMostDays, "0", "days before the edition's date, for bots whose clocks are slow"),
    number("horizon", "future_days", 0, kMostDays, "0", "days after the edition's date: the lead time"),
    with_more(objects("horizon", "families", KeyKind::map, "horizon_of",
                      "another horizon for the families or seeds of a pattern"),
              kLastPattern),
    by_default(number("horizon_of", "past_days", 0, kMostDays, kNone, "days before the edition's date"), kNone,
               kFeedsOwn),
    by_default(number("horizon_of", "future_days", 0, kMostDays, kNone, "days after the edition's date"), kNone,
               kFeedsOwn),

    of("lists", option::allow),
    of("lists", option::registered),
    of("lists", option::created),
    with_more(of("lists", option::skip_bad_entries), "Otherwise such an entry is a guard, and the old edition stays."),
    of("lists", option::psl),
    with_more(
        objects("lists", "dates", KeyKind::map, "",
                "the day, YYYY-MM-DD, of each of these files that does not tell its own"),
        "A file tells its day by a date in the comments at its top, the version of a MISP list, or the VERSION of a "
        "Public Suffix List."),

    of("screen", option::authority),
    of("screen", option::registrable),
    of("screen", option::without),
    with_more(by_default(of("screen", option::on_collision), "review"),
              "review: they are written to review/NAME.csv of the edition, with reasons and ranks; drop: they are left "
              "out; flag: they stay in the list."),
    with_more(of("screen", option::min_confidence), "on_collision decides; with flag they are left out."),

    required(text("output", "name", "file name without extension: letters, digits, '-', '_', '.'")),
    required(of("output", option::format)),
    texts("output", "families", "patterns: only these of the feed's families and seeds, and of its imports", "[\"*\"]"),
    texts("output", "exclude", "patterns of families and seeds that this output leaves out"),
    with_more(
        word("output", "stability", "all|fixed|moving", "all", "which lists are taken, by the length of their period"),
        "fixed: only lists whose period is 28 days or longer; moving: only the others."),
    by_default(with_more(of("output", option::tld), {}), kNone, kFeedsOwn),
    by_default(with_more(of("output", option::suffix), {}), kNone, kFeedsOwn),
    by_default(objects("output", "screen", KeyKind::section, "screen", "which names this output may contain"), kNone,
               kFeedsOwn),
    with_more(by_default(of("output", option::split), "none"), "The deltas are split in the same way."),
    by_default(one_of(of("output", option::compress), "none|gzip|zstd"), "none"),
    with_more(word("output", "serial", "unix|date", "unix", "how serials grow; only changed content moves them"),
              "unix: max(old + 1, Unix time of the date); date: YYYYMMDDnn."),
    objects("output", "rpz", KeyKind::section, "rpz", "of formats that are zones"),
    objects("output", "partner", KeyKind::section, "partner", "of formats for registries, CERTs and platforms"),
    number("output", "min_names", 0, kMostNames, kNone, kInGuards),
    number("output", "max_names", 0, kMostNames, kNone, kInGuards),
    number("output", "max_churn_percent", 0, kMostPercent, kNone, kInGuards),
    number("output", "max_size_factor", 2, kMostPercent, kNone, kInGuards),
    number("output", "max_collisions", 0, kMostNames, kNone, kInGuards),
    objects("output", "validate", KeyKind::section, "validator",
            "a program that must end with 0; {file} in its words is the file, or the folder"),

    required(of("rpz", option::rpz_origin)),
    with_more(of("rpz", option::rpz_action), "nxdomain, nodata, drop, passthru, tcp-only, cname:NAME or a:IP."),
    with_more(objects("rpz", "actions", KeyKind::map, "", "another action for the names of the families of a pattern"),
              "If several patterns fit, the last in the order of bytes decides; if several families make a name, the "
              "strictest action. Names that only imports have take the output's action."),
    of("rpz", option::rpz_ttl),

    of("partner", option::producer),
    of("partner", option::tlp),
    of("partner", option::action),
    of("partner", option::epp_batch),
    of("partner", option::epp_frame),
    of("partner", option::epp_config),
    of("partner", option::stix_chunk),

    number("guards", "min_names", 0, kMostNames, "1", "names that each output must have"),
    number("guards", "max_names", 0, kMostNames, kNone, "names that each output may have"),
    by_default(number("guards", "max_churn_percent", 0, kMostPercent, kNone,
                      "added and released names, in percent of those of the last edition"),
               kNone,
               "for outputs that had at least 100 names in feeds without imports: 100, and 200 for the share of the "
               "shortest horizon's days that are new"),
    with_more(number("guards", "max_size_factor", 2, kMostPercent, "3",
                     "how many times larger or smaller than in the last edition an output may be"),
              "Counts for outputs that had at least 100 names."),
    number("guards", "max_forward_days", 0, kMostAge, "7", "days from the last edition's date to this one's"),
    number("guards", "max_collisions", 0, kMostNames, kNone,
           "names of an output that may be registered or in use, by the lists"),
    flag("guards", "selftest", "true", "the built-in families that are used must make their golden lists"),
    number("guards", "max_suffix_list_days", 0, kMostAge, kNone, "age that the Public Suffix List may have"),
    with_more(number("guards", "max_list_days", 0, kMostAge, kNone, "age that lists may have"),
              "By the day that they tell, or dates gives, or else by when the file was last changed."),
    number("guards", "max_list_shrink_percent", 0, 100, "20",
           "how much smaller a list may be than in the last edition, in percent of its entries; 100: by any number"),

    with_more(text("sign", "minisign", "secret key without a password (minisign -G -W)"),
              "A file that only its owner may read, or credential:NAME for a systemd credential."),
    objects("sign", "cms", KeyKind::section, "cms", "SHA256SUMS.p7s, for openssl cms -verify -binary -inform DER"),
    objects("sign", "openpgp", KeyKind::section, "openpgp", "SHA256SUMS.asc, by gpg, for gpgv"),
    with_more(required(text("cms", "key", "private key (PEM, RSA or EC, no password), kept as that of minisign")),
              "RSA gives the same bytes each time, EC does not."),
    required(text("cms", "certificate", "its certificate (PEM), and those above it")),
    required(
        text("openpgp", "key", "fingerprint of the key, which must have no password and be older than the edition")),
    required(text("openpgp", "home", "GnuPG's folder, which only its owner may read")),

    required(texts("command", "command", "program and arguments; no shell sees them")),
    number("command", "timeout_seconds", 1, kMostSeconds, "60", "seconds until it is killed"),

    required(texts("validator", "command", "program and arguments; no shell sees them")),
    number("validator", "timeout_seconds", 1, kMostSeconds, "60", "seconds until it is killed"),
    flag("validator", "if_installed", "false", "a machine without the program continues without the check"),
});

}  // namespace

std::span<const FeedKey> feed_keys() noexcept { return kKeys; }

std::string_view to_text(KeyKind kind) noexcept {
  switch (kind) {
    case KeyKind::text:
    case KeyKind::word:
      return "text";
    case KeyKind::size:
      return "a size such as \"512M\"";
    case KeyKind::number:
      return "a whole number";
    case KeyKind::flag:
      return "true or false";
    case KeyKind::texts:
      return "a list of texts";
    case KeyKind::rows:
      return "a list of objects";
    case KeyKind::section:
    case KeyKind::map:
      break;
  }
  return "an object";
}

}  // namespace dgacast

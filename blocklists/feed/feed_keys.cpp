// SPDX-License-Identifier: Apache-2.0
#include "blocklists/feed/feed_keys.h"

#include <algorithm>
#include <array>

namespace dgacast {
namespace {

constexpr std::uint64_t kMostDays = 3660;
constexpr std::uint64_t kMostNames = 1'000'000'000;
constexpr std::uint64_t kMostSeconds = 86'400;

// A key of a section, of the kind that the function is called: what it may hold, its default as JSON (kNone: there is
// none), and what it means.
constexpr std::string_view kNone = {};
constexpr FeedKey text(std::string_view section, std::string_view name, std::string_view meaning,
                       std::string_view fallback = kNone) {
  return {.section = section, .name = name, .kind = KeyKind::text, .fallback = fallback, .meaning = meaning};
}
constexpr FeedKey size(std::string_view section, std::string_view name, std::string_view fallback,
                       std::string_view meaning) {
  return {.section = section, .name = name, .kind = KeyKind::size, .fallback = fallback, .meaning = meaning};
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
constexpr FeedKey required(FeedKey key) {
  key.required = true;
  key.fallback = kNone;
  return key;
}

constexpr auto kKeys = std::to_array<FeedKey>({
    required(text("", "feed", "name of the feed, for the manifest")),
    required(text("", "folder",
                  "where the feed is published: FOLDER/current is the last issue. Relative to the folder of this file, "
                  "as all paths are")),
    texts("", "families", "families and seeds: patterns (* ? []) of ids, aliases or malware, or of FAMILY/SEED",
          "[\"*\"]"),
    texts("", "exclude", "patterns of families and seeds to leave out"),
    objects("", "horizon", KeyKind::section, "horizon", "the days whose lists are published"),
    texts("", "catalogue", "files, or folders of *.json, with seeds and facts to add"),
    texts("", "plugins", "plugins, or folders of them"),
    texts("", "imports", "lists of others to add (see dgacast import)"),
    texts("", "tlds", "only names below these top-level domains; joins with suffixes"),
    texts("", "suffixes", "only names below these public suffixes"),
    objects("", "lists", KeyKind::section, "lists", "what others say of the names"),
    objects("", "screen", KeyKind::section, "screen", "which names may stand in an output"),
    required(objects("", "outputs", KeyKind::rows, "output", "the files of an issue")),
    number("", "keep", 1, 10'000, "14", "issues that stay on the disk, the current one among them"),
    size("", "memory", "\"1G\"",
         "what the making of an edition may take, with k, M or G. What needs more goes to a temporary file; the "
         "edition is the same"),
    text("", "temporary_folder", "where temporary files go; default: $TMPDIR, or /tmp"),
    objects("", "guards", KeyKind::section, "guards", "when the old issue stays: exit status 3"),
    objects("", "sign", KeyKind::section, "sign", "signatures"),
    objects("", "after", KeyKind::rows, "command", "programs to run, in order, when an issue is in place"),
    text("", "metrics",
         "file that each run writes for Prometheus (the textfile collector of its node exporter): NAME.prom"),

    number("horizon", "past_days", 0, kMostDays, "0", "days before the issue's date, for bots whose clocks are slow"),
    number("horizon", "future_days", 0, kMostDays, "0", "days after the issue's date: the lead time"),
    objects("horizon", "families", KeyKind::map, "horizon_of",
            "another horizon for the families or seeds of a pattern; of several patterns the last in the order of "
            "octets decides"),

    number("horizon_of", "past_days", 0, kMostDays, kNone, "as above; default: that of the feed"),
    number("horizon_of", "future_days", 0, kMostDays, kNone, "as above; default: that of the feed"),

    texts("lists", "allow",
          "allow-lists and popularity lists: Tranco, Majestic, Umbrella, CrUX, MISP, hosts, exceptions of ad blockers, "
          "names; also packed (gzip, Zstandard, xz, bzip2, zip, tar) and in UTF-16"),
    texts("lists", "registered", "names that the registry holds: a zone in master-file form, or names; also packed"),
    texts("lists", "created", "when names were created: NAME,YYYY-MM-DD; also packed"),
    flag("lists", "skip_bad_entries", "false",
         "entries of these lists that cannot be understood are left out with a warning; otherwise they are a guard, "
         "and the old issue stays"),
    text("lists", "psl", "Public Suffix List; default: the system's"),
    objects("lists", "dates", KeyKind::map, "",
            "the day, YYYY-MM-DD, of each of these files that does not tell its own: by a date in the comments at its "
            "top, the version of a MISP list, the VERSION of a Public Suffix List"),

    texts("screen", "actors",
          "only names on which these can act: registry, provider, resolver; the first two bring registrable with them"),
    flag("screen", "registrable", "false", "the registrable domain stands for a name that lies below one"),
    texts("screen", "without", "names with these flags are left out, such as too_short"),
    word("screen", "on_collision", "review drop flag", "\"review\"",
         "what becomes of names that lists say are somebody's. review: they stand in review/NAME.csv of the issue, "
         "with reasons and ranks; drop: left out; flag: they stay"),
    number("screen", "min_confidence", 0, 100, "0",
           "names below it are treated as on_collision says; left out for flag"),

    required(text("output", "name", "file name without extension: letters, digits, '-', '_', '.'")),
    required(text("output", "format", "one of 'dgacast formats'")),
    texts("output", "families", "patterns: only these of the feed's families and seeds, and of its imports", "[\"*\"]"),
    texts("output", "exclude", "patterns of families and seeds that this output leaves out"),
    word("output", "stability", "all fixed moving", "\"all\"",
         "fixed: only lists whose period is 28 days or longer; moving: only the others"),
    texts("output", "tlds", "only names below these; default: what the feed says"),
    texts("output", "suffixes", "only names below these; default: what the feed says"),
    objects("output", "screen", KeyKind::section, "screen", "in place of the feed's"),
    word("output", "split", "none suffix actor family", "\"none\"",
         "a folder with a file for each public suffix, actor or family, and the same of the deltas"),
    word("output", "compress", "none gzip zstd", "\"none\"", "compression of the file"),
    word("output", "serial", "unix date", "\"unix\"",
         "unix: max(old + 1, Unix time of the date); date: YYYYMMDDnn. Only changed content moves it"),
    objects("output", "rpz", KeyKind::section, "rpz", "of formats that are zones"),
    objects("output", "partner", KeyKind::section, "partner", "of formats for registries, CERTs and platforms"),
    number("output", "min_names", 0, kMostNames, kNone, "as in guards"),
    number("output", "max_names", 0, kMostNames, kNone, "as in guards"),
    number("output", "max_churn_percent", 0, 1'000'000, kNone, "as in guards"),
    number("output", "max_size_factor", 2, 1'000'000, kNone, "as in guards"),
    number("output", "max_collisions", 0, kMostNames, kNone, "as in guards"),
    objects("output", "validate", KeyKind::section, "validator",
            "a program that must end with 0; {file} in its words is the file, or the folder"),

    required(text("rpz", "origin", "zone name")),
    text("rpz", "action", "nxdomain, nodata, drop, passthru, tcp-only, cname:NAME or a:IP", "\"nxdomain\""),
    objects("rpz", "actions", KeyKind::map, "",
            "another action for the names of the families of a pattern; of several patterns the last in the order of "
            "octets decides, of several families that make a name the strictest action. Names that only imports have "
            "take the output's action"),
    number("rpz", "ttl", 0, 0x7FFF'FFFF, "300", "seconds"),

    text("partner", "producer", "who issues the list: ids follow from it", "\"dgacast\""),
    word("partner", "tlp", "clear green amber amber+strict red", "\"clear\"", "Traffic Light Protocol 2.0"),
    text("partner", "action", "what a registry is asked to do: up to 16 lower-case letters", "\"block\""),
    number("partner", "epp_batch", 1, 10'000, "50", "names in one check"),
    flag("partner", "epp_frame", "false", "one file, each document behind its length (RFC 5734)"),
    text("partner", "epp_config", "JSON file with registrant, contacts, name_servers, years, auth_info, hold"),
    number("partner", "stix_chunk", 1, 100'000, "1000", "indicators in a bundle"),

    number("guards", "min_names", 0, kMostNames, "1", "names that each output must have"),
    number("guards", "max_names", 0, kMostNames, kNone, "names that each output may have"),
    number("guards", "max_churn_percent", 0, 1'000'000, kNone,
           "added and released names, in percent of the last issue's; default, for outputs that had at least 100 names "
           "in feeds without imports: 100, and 200 for the share of the shortest horizon's days that are new"),
    number("guards", "max_size_factor", 2, 1'000'000, "3",
           "an output that had at least 100 names may have at most so many times the names of the last issue, and must "
           "have at least that part of them"),
    number("guards", "max_forward_days", 0, 100'000, "7", "days from the last issue's date to this one's"),
    number("guards", "max_collisions", 0, kMostNames, kNone, "names of an output that lists may say are somebody's"),
    flag("guards", "selftest", "true", "the built-in families that are used must make their golden lists"),
    number("guards", "max_suffix_list_days", 0, 100'000, kNone, "age that the Public Suffix List may have"),
    number("guards", "max_list_days", 0, 100'000, kNone,
           "age that lists may have: by the day that they tell, or dates gives, or else by when the file was last "
           "changed"),
    number("guards", "max_list_shrink_percent", 0, 100, "20",
           "by how much the entries of one of the lists may have become fewer since the last issue, in percent of what "
           "they were; 100: by any number"),

    text("sign", "minisign",
         "secret key without a password (minisign -G -W): a file that only its owner may read, or credential:NAME for "
         "a systemd credential"),
    objects("sign", "cms", KeyKind::section, "cms", "SHA256SUMS.p7s, for openssl cms -verify -binary -inform DER"),
    objects("sign", "openpgp", KeyKind::section, "openpgp", "SHA256SUMS.asc, by gpg, for gpgv"),

    required(text("cms", "key",
                  "private key (PEM, RSA or EC, no password), kept as that of minisign. RSA gives the same octets each "
                  "time, EC does not")),
    required(text("cms", "certificate", "its certificate (PEM), and those above it")),

    required(text("openpgp", "key", "fingerprint of the key, which must have no password and be older than the issue")),
    required(text("openpgp", "home", "GnuPG's folder, which only its owner may read")),

    required(texts("command", "command", "program and arguments; no shell sees them")),
    number("command", "timeout_seconds", 1, kMostSeconds, "60", "then it is killed"),

    required(texts("validator", "command", "program and arguments; no shell sees them")),
    number("validator", "timeout_seconds", 1, kMostSeconds, "60", "then it is killed"),
    flag("validator", "if_installed", "false", "a machine without the program goes on without the check"),
});

}  // namespace

std::span<const FeedKey> feed_keys() noexcept { return kKeys; }

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    words.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

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

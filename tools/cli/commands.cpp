// SPDX-License-Identifier: Apache-2.0
#include "tools/cli/commands.h"

#include <algorithm>
#include <array>

#include "blocklists/options/answers.h"
#include "blocklists/options/partner.h"
#include "blocklists/options/program.h"
#include "blocklists/options/publishing.h"
#include "blocklists/options/review.h"
#include "blocklists/options/running.h"
#include "blocklists/options/selection.h"
#include "blocklists/options/writing.h"
#include "tools/cli/command.h"

namespace dgacast {
namespace {

namespace o = option;
using Options = const Option* const;

// Options that several commands have.
constexpr Options kGeneral[] = {&o::quiet, &o::help, &o::version};
constexpr Options kDates[] = {&o::on, &o::from, &o::to, &o::days};
constexpr Options kAdded[] = {&o::catalogue, &o::plugin};
constexpr Options kCatalogue[] = {&o::catalogue};
constexpr Options kSelection[] = {&o::tld, &o::suffix, &o::authority, &o::registrable, &o::psl};
constexpr Options kReview[] = {&o::without,          &o::allow,        &o::registered,     &o::created,
                               &o::skip_bad_entries, &o::on_collision, &o::min_confidence, &o::review_file};
constexpr Options kZone[] = {&o::rpz_origin, &o::rpz_action, &o::rpz_serial, &o::rpz_ttl};
constexpr Options kPartner[] = {&o::producer,  &o::tlp,        &o::action,     &o::serial,       &o::epp_batch,
                                &o::epp_frame, &o::epp_config, &o::stix_chunk, &o::misp_previous};
constexpr Options kOutput[] = {&o::format, &o::output, &o::compress, &o::split};
constexpr Options kRun[] = {&o::threads, &o::memory, &o::tmpdir};
constexpr Options kIndexRun[] = {&o::threads, &o::memory, &o::index_tmpdir};
constexpr Options kThreads[] = {&o::threads};
constexpr Options kTrust[] = {&o::key, &o::certificate, &o::openpgp_keyring};

constexpr OptionGroup kRunGroup{"Run", kRun};
constexpr OptionGroup kIndexRunGroup{"Run", kIndexRun};
constexpr OptionGroup kDateGroup{"Dates", kDates};
constexpr OptionGroup kSelectionGroup{"Selection", kSelection};
constexpr OptionGroup kReviewGroup{"Review", kReview};
constexpr OptionGroup kZoneGroup{"Zones (formats rpz and the like)", kZone};
constexpr OptionGroup kPartnerGroup{"Formats for registries, CERTs and platforms", kPartner};
constexpr OptionGroup kCatalogueGroup{"Catalogue", kCatalogue};

// complete
constexpr Options kTypedWords[] = {&o::typed_words};
constexpr OptionGroup kCompleteGroups[] = {{"", kTypedWords}};

// diff
constexpr Options kDiff[] = {&o::old_list, &o::new_list};
constexpr OptionGroup kDiffGroups[] = {{"", kDiff}};

// explain
constexpr Options kExplain[] = {&o::explained_names, &o::families, &o::json_answers};
constexpr OptionGroup kExplainGroups[] = {{"", kExplain}, kDateGroup,      kSelectionGroup,
                                          kReviewGroup,   kCatalogueGroup, kRunGroup};

// families
constexpr Options kFamiliesOptions[] = {&o::family_names, &o::json_lines};
constexpr OptionGroup kFamiliesGroups[] = {{"", kFamiliesOptions}, {"Catalogue", kAdded}};

// feed
constexpr Options kFeed[] = {&o::feed_config, &o::date,        &o::dry_run,      &o::force,
                             &o::json_report, &o::help_config, &o::print_schema, &o::threads};
constexpr OptionGroup kFeedGroups[] = {{"", kFeed}};

// fetch
constexpr Options kFetch[] = {&o::source,     &o::copy_folder, &o::required_feed, &o::unsigned_feed, &o::fetch_max_age,
                              &o::fetch_keep, &o::time,        &o::max_size,      &o::ca_file};
constexpr OptionGroup kFetchGroups[] = {{"", kFetch}, {"Keys of the publisher", kTrust}};

// forecast
constexpr Options kForecast[] = {&o::family_arguments, &o::param,       &o::observation,
                                 &o::forecast_by,      &o::json_object, &o::svg};
constexpr OptionGroup kForecastGroups[] = {{"", kForecast}, kDateGroup, kSelectionGroup, kCatalogueGroup, kRunGroup};

// formats
constexpr Options kFormatsOptions[] = {&o::format_names, &o::json_lines};
constexpr OptionGroup kFormatsGroups[] = {{"", kFormatsOptions}};

// generate
constexpr Options kGenerate[] = {&o::family_arguments, &o::param,     &o::observation,
                                 &o::import_list,      &o::catalogue, &o::plugin};
constexpr Options kGenerateOutput[] = {&o::format, &o::output, &o::compress, &o::split, &o::raw, &o::shard};
constexpr OptionGroup kGenerateGroups[] = {{"Names", kGenerate},        kDateGroup, kSelectionGroup, kReviewGroup,
                                           {"Output", kGenerateOutput}, kZoneGroup, kPartnerGroup,   kRunGroup};

// import
constexpr Options kImport[] = {&o::imported_files, &o::imported_family, &o::imported_seed, &o::catalogue, &o::plugin};
constexpr Options kValidity[] = {&o::valid_on, &o::from, &o::to, &o::days};
constexpr OptionGroup kImportGroups[] = {{"Names", kImport},  {"Dates", kValidity}, kSelectionGroup, kReviewGroup,
                                         {"Output", kOutput}, kZoneGroup,           kPartnerGroup,   kRunGroup};

// index
constexpr Options kBuild[] = {&o::family_arguments, &o::new_index};
constexpr OptionGroup kBuildGroups[] = {{"", kBuild}, kDateGroup, kCatalogueGroup, kIndexRunGroup};
constexpr Options kAppend[] = {&o::changed_index, &o::family_arguments, &o::segments};
constexpr OptionGroup kAppendGroups[] = {{"", kAppend}, kDateGroup, kCatalogueGroup, kIndexRunGroup};
constexpr Options kMergeIndex[] = {&o::changed_index};
constexpr OptionGroup kMergeIndexGroups[] = {{"", kMergeIndex}, kCatalogueGroup, kIndexRunGroup};
constexpr Options kInfo[] = {&o::shown_index, &o::json_object};
constexpr OptionGroup kInfoGroups[] = {{"", kInfo}, kCatalogueGroup};

// lookup
constexpr Options kLookup[] = {&o::lookup_names, &o::index, &o::families, &o::param, &o::observation, &o::json_answers};
constexpr OptionGroup kLookupGroups[] = {{"", kLookup}, kDateGroup, kCatalogueGroup, {"Run", kThreads}};

// man
constexpr Options kMan[] = {&o::page_folder, &o::page_templates};
constexpr OptionGroup kManGroups[] = {{"", kMan}};

// merge
constexpr Options kMerge[] = {&o::shard_files, &o::shard_import, &o::shard_observation,
                              &o::catalogue,   &o::plugin,       &o::psl};
constexpr OptionGroup kMergeGroups[] = {{"What the shards were made with", kMerge},
                                        kReviewGroup,
                                        {"Output", kOutput},
                                        kZoneGroup,
                                        kPartnerGroup,
                                        kRunGroup};

// recover
constexpr Options kRecover[] = {&o::one_family, &o::seen_names, &o::at_least, &o::fixed_param, &o::output};
constexpr OptionGroup kRecoverGroups[] = {{"", kRecover}, kDateGroup, kCatalogueGroup, {"Run", kThreads}};

// scan
constexpr Options kScan[] = {&o::logs, &o::index, &o::families, &o::json_hits, &o::summary, &o::all, &o::follow};
constexpr Options kLogs[] = {&o::log_format, &o::log_columns, &o::log_timezone,
                             &o::forwarder,  &o::clock_error, &o::max_clients};
constexpr OptionGroup kScanGroups[] = {{"", kScan}, {"Logs", kLogs}, kDateGroup, kCatalogueGroup, kRunGroup};

// selftest
constexpr Options kSelftest[] = {&o::vectors, &o::catalogue, &o::plugin};
constexpr OptionGroup kSelftestGroups[] = {{"", kSelftest}};

// status
constexpr Options kStatus[] = {&o::shown_feed, &o::json_manifest};
constexpr OptionGroup kStatusGroups[] = {{"", kStatus}};

// verify
constexpr Options kVerify[] = {&o::verified_feed, &o::expected_feed, &o::not_older_than, &o::verify_max_age};
constexpr OptionGroup kVerifyGroups[] = {{"", kVerify}, {"Keys of the publisher", kTrust}};

constexpr OptionGroup kGeneralGroup{"General", kGeneral};

constexpr auto kCommands = std::to_array<Command>({
    {.name = "complete",
     .brief = "what a shell may offer next: its completions ask this",
     .add = add_complete,
     .groups = kCompleteGroups,
     .text =
         "A line is a word, a tab, and what the word is; ':file' and ':folder' mean what the shell finds on the disk. "
         "The completions of bash, zsh and fish are installed with the program.",
     .examples = "dgacast complete -- generate --format r\n"
                 "dgacast complete -- lookup --from",
     .hidden = true},
    {.name = "diff",
     .brief = "compare two lists or feeds: the names that were added and released",
     .add = add_diff,
     .groups = kDiffGroups,
     .text =
         "'+' is an added name, '-' a released one, '~' one whose other columns changed (the new row). For feeds each "
         "line begins with the output.",
     .status = "0 no difference, 1 some, 2 an error",
     .examples = "dgacast diff yesterday.txt today.txt\n"
                 "dgacast diff /srv/feed/issues/00000041-2026-11-23 /srv/feed"},
    {.name = "explain",
     .brief = "tell why and until when names are listed, or why they are not",
     .add = add_explain,
     .groups = kExplainGroups,
     .text =
         "Tells the result of each check with the date of its data. All lists of the dates are computed: a year takes "
         "as long as its list.",
     .status = "0 all names are listed, 1 some are not, 2 an error",
     .examples = "dgacast explain 0cl643pge57ubgy6.cn --on 2026-11-24\n"
                 "dgacast explain pushover.net --from 2027-03-01 --days 31 --allow tranco.csv.gz\n"
                 "dgacast explain qrpt.mooo.com --json | jq .actor"},
    {.name = "families",
     .brief = "show the catalogue: every family, or all about some",
     .add = add_families,
     .groups = kFamiliesGroups,
     .examples = "dgacast families\n"
                 "dgacast families necurs\n"
                 "dgacast families --json | jq -r 'select(.suffixes | index(\"cn\")) | .id'"},
    {.name = "feed",
     .brief = "make one day's edition of a feed: lists, deltas, manifest, signature",
     .add = add_feed,
     .groups = kFeedGroups,
     .text =
         "FOLDER/current leads to the last edition and is switched by one rename. If a wrong clock made an edition of "
         "a "
         "future day, --force REASON publishes today's: its number and serials are higher. dgacast-feed(5) describes "
         "the configuration and the folder.",
     .status =
         "0 published, or nothing to publish; 2 an error, the old edition stays; 3 a guard fired, the old edition "
         "stays; 4 as 0, but something afterwards failed: an 'after' command, the metrics, the removal of old "
         "editions",
     .examples = "dgacast feed cert.json                                      today's edition\n"
                 "dgacast feed cert.json --date 2026-11-24 --dry-run          what would be published\n"
                 "dgacast feed cert.json --force 'new seeds of necurs, ticket 4711'"},
    {.name = "fetch",
     .brief = "copy the current edition of a feed, and check it before it is used",
     .add = add_fetch,
     .groups = kFetchGroups,
     .text =
         "The signature is checked first, and only what it covers is used. The number of an edition only rises: "
         "FOLDER/.floor has the newest that was accepted, also when editions were removed. A run that fails changes "
         "nothing. Redirects are not followed; http_proxy, https_proxy and no_proxy of the environment are respected.",
     .status = "0 FOLDER/current is the source's edition, which is sound; 1 refused: the signature, the checksums, the "
               "feed, the number or the age are wrong; 2 the source cannot be read, or FOLDER cannot be written",
     .examples =
         "dgacast fetch https://feeds.example/cert /srv/cert --key cert.pub --feed cert\n"
         "dgacast fetch rsync://192.0.2.6/feed /srv/cert --key cert.pub --feed cert --max-age 2\n"
         "dgacast fetch https://192.0.2.6/cert /srv/cert --certificate publisher.pem --feed cert --ca-file ca.pem"},
    {.name = "forecast",
     .brief = "count the names of a range of dates by month and TLD, authority or family",
     .add = add_forecast,
     .groups = kForecastGroups,
     .text = "A name counts once, and in each month in which bots try it at some moment. A name that two families make "
             "counts in both.",
     .examples = "dgacast forecast --tld cn --days 365 --by family --svg cn.svg\n"
                 "dgacast forecast conficker --from 2027-01-01 --to 2027-03-31 --authority registry --json"},
    {.name = "formats",
     .brief = "show the formats of lists: every one, or all about some",
     .add = add_formats,
     .groups = kFormatsGroups,
     .text =
         "CHILDREN tells whether a line also covers the subdomains of the listed name. CHECKED WITH names the consumer "
         "that the tests run.",
     .examples = "dgacast formats\n"
                 "dgacast formats suricata         with the rule that uses the list"},
    {.name = "generate",
     .brief = "write the names that malware will call in a range of dates",
     .add = add_generate,
     .groups = kGenerateGroups,
     .text = "By default every family is included and the date is today (UTC). The list is sorted by bytes and unique. "
             "Generated strings that are not valid host names are skipped and counted on standard error.\n\n"
             "Formats:\n\n@formats@",
     .examples =
         "dgacast generate --tld cn                                   today's .cn names of every family\n"
         "dgacast generate necurs flubot --days 90 --format csv       the next 90 days with family, seed and validity\n"
         "dgacast generate --from 2026-11-23 --days 9 --format rpz --rpz-origin dga.rpz.example -o dga.rpz\n"
         "dgacast generate suppobox/suppobox-1 --on 2016-05-04T12:41:36Z --raw\n"
         "dgacast generate srizbi --param key=0x12345678 --on 2027-01-01 --raw"},
    {.name = "import",
     .brief = "write names that others generated, in the same way as generate",
     .add = add_import,
     .groups = kImportGroups,
     .text =
         "Dates are the validity of names that come without one, and select those that come with their own; by default "
         "all times. The form of a file is recognised by its content, also packed (gzip, Zstandard, xz, zip) and in "
         "UTF-16:\n\n"
         "@import-forms@\n\n"
         "Lines that are not names are counted and reported; a file without any name is an error.\n\n"
         "Formats:\n\n@formats@",
     .examples = "dgacast import rustock.txt --family rustock --from 2011-03-16 --days 30 --tld cn --format csv\n"
                 "dgacast import dga-feed.txt --format rpz --rpz-origin dga.rpz.example -o dga.rpz\n"
                 "dgacast generate --days 7 --import partner.csv --format jsonl"},
    {.name = "index",
     .brief = "build an index file for fast lookup and scan",
     .text = "An index takes 5 to 6 bytes a name and is read in place. Damaged, truncated or newer files are refused.",
     .examples = "dgacast index build -o dga.idx --from 2026-01-01 --to 2026-12-31\n"
                 "dgacast index append dga.idx --from 2027-01-01 --days 31\n"
                 "dgacast lookup --index dga.idx - < names.txt"},
    {.name = "index append",
     .brief = "add the lists that the index does not hold yet, as one more segment",
     .add = add_index_append,
     .groups = kAppendGroups,
     .examples = "dgacast index append dga.idx --from 2027-01-01 --days 31"},
    {.name = "index build",
     .brief = "make an index of all names of families in a range of dates",
     .add = add_index_build,
     .groups = kBuildGroups,
     .examples = "dgacast index build -o dga.idx --from 2026-01-01 --to 2026-12-31\n"
                 "dgacast index build necurs flubot -o two.idx --days 90"},
    {.name = "index info",
     .brief = "tell what an index holds",
     .add = add_index_info,
     .groups = kInfoGroups,
     .examples = "dgacast index info dga.idx"},
    {.name = "index merge",
     .brief = "make one segment of all: the same answers, faster",
     .add = add_index_merge,
     .groups = kMergeIndexGroups,
     .examples = "dgacast index merge dga.idx"},
    {.name = "lookup",
     .brief = "tell which family, seed and period makes a name; each answer is proved",
     .add = add_lookup,
     .groups = kLookupGroups,
     .text =
         "Names may be in any case, with a final dot, as U- or A-labels, below a generated name (www.NAME), defanged "
         "(evil[.]example), or in a URL. A word that is not a name is refused; on standard input the other lines are "
         "answered nevertheless, and with --json it has an \"error\".\n\n"
         "A line is NAME, FAMILY/SEED, valid from, valid until and the position in the bot's order, with tabs between.",
     .status = "0 a list holds one of the names, 1 no list does, 2 an error",
     .examples = "dgacast lookup yrytdyip.com --on 2008-11-13\n"
                 "dgacast lookup --index dga.idx --json - < names.txt\n"
                 "dgacast lookup --json --from 2026-01-01 --days 365 --family necurs,flubot - < names.txt"},
    {.name = "man",
     .brief = "write the manual pages: the build asks this",
     .add = add_man,
     .groups = kManGroups,
     .text = "Writes a page dgacast-COMMAND.1 for each command, and each template with its marks replaced: '.\\\" "
             "@COMMANDS@' "
             "by the commands, '.\\\" @KEYS@' by the keys of a feed's configuration.",
     .examples = "dgacast man /tmp/pages",
     .hidden = true},
    {.name = "merge",
     .brief = "write the shards of generate --shard as one list",
     .add = add_merge,
     .groups = kMergeGroups,
     .text = "The list is, byte for byte, what the command without --shard writes. Shards hold their seeds, dates and "
             "selection as data. Files are never taken from a shard: give those of --catalogue, --plugin, --import and "
             "--observation again; a file that is not the same is refused.\n\n"
             "Formats:\n\n@formats@",
     .examples = "dgacast generate --days 365 --shard 1/2 -o shard.1      on one machine\n"
                 "dgacast generate --days 365 --shard 2/2 -o shard.2      on another\n"
                 "dgacast merge shard.1 shard.2 --format csv -o year.csv"},
    {.name = "recover",
     .brief = "find the seed of a family that makes names which were seen",
     .add = add_recover,
     .groups = kRecoverGroups,
     .text =
         "The result is a file for --catalogue: each seed makes the names, which its lists proved. A known seed that "
         "makes all ends the search before it begins.\n\n"
         "Families whose seeds can be searched:\n\n"
         "@searches@",
     .status = "0 a seed was found, 1 no seed makes the names, 2 an error",
     .examples =
         "dgacast recover srizbi --names seen.txt --from 2008-11-10 --days 10\n"
         "dgacast recover dircrypt --names seen.txt -o mine.json && dgacast generate dircrypt --catalogue mine.json"},
    {.name = "scan",
     .brief = "find the hosts in DNS logs that ask for generated names",
     .add = add_scan,
     .groups = kScanGroups,
     .text =
         "Lines of several forms may be mixed, also in envelopes of syslog (RFC 3164, RFC 5424), journalctl, logread, "
         "Docker, CRI or JSON. Times without a zone are UTC. A query, its reply and the alert of a rule count once. "
         "The end of the report tells what was read.\n\n"
         "A hit is TIME, CLIENT, NAME, FAMILY/SEED, valid from, valid until, position in the bot's order, and the "
         "seconds from the window to the question. The clients follow at the end: 'bot' when chance is less likely "
         "than 1 in 1,000,000 and two names agree, 'suspect' below 1 in 1000. Chance is the probability of so many "
         "names of one list among as many questions, by the density of the list in all names of its length and "
         "letters.\n\n"
         "Forms of --log-format:\n\n"
         "@log-forms@",
     .status = "0 a hit, 1 no hit, 2 a log could not be read or holds no question of a client",
     .examples = "dgacast scan --index dga.idx /var/log/named/queries.log.1.gz\n"
                 "dgacast scan --from 2026-11-20 --days 5 --summary --json dns.log\n"
                 "dgacast scan --index dga.idx --log-columns time=1,client=3,name=qname export.csv"},
    {.name = "selftest",
     .brief = "check that the families make the lists of the golden vectors",
     .add = add_selftest,
     .groups = kSelftestGroups,
     .text = "Writes a line for each vector that fails, and the count.",
     .status = "0 all passed, 1 some failed, 2 an error",
     .examples = "dgacast selftest\n"
                 "dgacast selftest --vectors my_seeds.jsonl --catalogue my_seeds.json\n"
                 "dgacast selftest --plugin ./my_family.so                    the vectors of ./my_family.jsonl too"},
    {.name = "status",
     .brief = "show the current edition of a feed: age, names, serials",
     .add = add_status,
     .groups = kStatusGroups,
     .examples = "dgacast status /srv/feed\n"
                 "dgacast status /srv/feed --json | jq .age_days"},
    {.name = "verify",
     .brief = "check a feed against its signature, its checksums and its manifest",
     .add = add_verify,
     .groups = kVerifyGroups,
     .text = "Writes a line for each fault. A bad signature, bad checksums or a bad manifest end it there: nothing is "
             "believed before its proof was checked. Then follows each changed, missing or added file.",
     .status = "0 sound, 1 not, 2 an error",
     .examples = "dgacast verify /srv/feed --key /etc/dgacast/feed.pub\n"
                 "dgacast verify /mnt/new --key feed.pub --feed cert --not-older-than /srv/cert --max-age 2\n"
                 "dgacast verify /srv/feed --certificate publisher.pem\n"
                 "minisign -V -p feed.pub -m SHA256SUMS && sha256sum -c SHA256SUMS      the same without dgacast"},
});

}  // namespace

std::span<const Command> commands() noexcept { return kCommands; }

const OptionGroup& general_options() noexcept { return kGeneralGroup; }

const Command* find_command(std::string_view name) noexcept {
  const auto found = std::ranges::find(kCommands, name, &Command::name);
  return found == kCommands.end() ? nullptr : &*found;
}

std::vector<const Command*> commands_of(const Command* parent) {
  const std::string prefix = parent == nullptr ? std::string{} : std::string(parent->name) + " ";
  std::vector<const Command*> found;
  for (const Command& one : kCommands) {
    if (one.hidden || !one.name.starts_with(prefix)) continue;
    if (one.name.find(' ', prefix.size()) == std::string_view::npos) found.push_back(&one);
  }
  return found;
}

std::string_view last_word(const Command& command) noexcept {
  const auto space = command.name.rfind(' ');
  return space == std::string_view::npos ? command.name : command.name.substr(space + 1);
}

}  // namespace dgacast

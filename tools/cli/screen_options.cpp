// SPDX-License-Identifier: Apache-2.0
#include "tools/cli/screen_options.h"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>

#include "blocklists/lists/name_list.h"

namespace dgacast {
namespace {

template <typename Value>
void add_list(CLI::App& command, const char* name, std::vector<Value>& target, const char* type,
              const char* description) {
  command.add_option(name, target, description)->type_name(type)->delimiter(',')->allow_extra_args(false);
}

void add_files(CLI::App& command, const char* name, std::vector<std::string>& target, const char* description) {
  command.add_option(name, target, description)->type_name("FILE")->allow_extra_args(false);
}

}  // namespace

bool ScreenSettings::reduces() const {
  return registrable || std::ranges::any_of(actors, [](const std::string& actor) { return actor != "resolver"; });
}

void add_actor_options(CLI::App& command, ScreenSettings& settings) {
  add_list(command, "--actor", settings.actors, "registry|provider|resolver",
           "only names on which these can act: registry, provider (of a dynamic-DNS or other zone), resolver (nobody "
           "else can); the first two bring --registrable with them");
  command.add_flag("--registrable", settings.registrable, "write the registrable domain of a name that lies below one");
  add_psl_option(command, settings);
}

void add_psl_option(CLI::App& command, ScreenSettings& settings) {
  command.add_option("--psl", settings.psl, "Public Suffix List; default: the system's")->type_name("FILE");
}

void add_screen_options(CLI::App& command, ScreenSettings& settings) {
  add_list(command, "--without", settings.without, "FLAG", "leave names with these flags out, such as too_short");
  add_files(
      command, "--allow", settings.allow,
      "an allow-list or popularity list: Tranco, Majestic, Umbrella, CrUX, MISP, hosts, exceptions of ad blockers, "
      "names; also packed (gzip, Zstandard, xz, bzip2, zip, tar) and in UTF-16");
  add_files(command, "--registered", settings.registered,
            "names that the registry holds: a zone in master-file form, or names; also packed");
  add_files(command, "--created", settings.created, "when names were created: NAME,YYYY-MM-DD; also packed");
  command.add_flag("--skip-bad-entries", settings.skip_bad_entries,
                   "leave entries of these lists that cannot be understood out, with a warning; default: an error");
  command
      .add_option("--on-collision", settings.on_collision,
                  "what becomes of names that are somebody's; default: review with --review-file, otherwise drop")
      ->type_name("drop|review|flag");
  add_number(command, "--min-confidence", settings.min_confidence, 0, 100,
             "leave names below it out, or put them into the review file");
  command
      .add_option("--review-file", settings.review_file,
                  "CSV of the names that are somebody's or below --min-confidence, with reasons and ranks")
      ->type_name("FILE");
}

std::unique_ptr<const PublicSuffixes> load_suffixes(const std::string& psl) {
  return psl.empty() ? std::make_unique<const PublicSuffixes>() : std::make_unique<const PublicSuffixes>(psl);
}

ScreenOptions screen_options_of(const ScreenSettings& settings) {
  ScreenOptions options;
  if (settings.skip_bad_entries && !settings.lists())
    usage("--skip-bad-entries", "there is no list whose entries could be bad",
          "give --allow, --registered or --created");
  for (const std::string& word : settings.actors) options.actors.push_back(parse_actor(word, "--actor"));
  for (const std::string& word : settings.without) options.without.set(parse_flag(word, "--without"));
  options.least_confidence = settings.min_confidence.value_or(0);
  options.on_collision = settings.review_file.empty() ? Effect::drop : Effect::review;
  if (settings.on_collision.empty()) {
    if (!settings.review_file.empty() && !settings.lists() && !settings.min_confidence) {
      usage("--review-file", "would stay empty", "give --allow, --registered, --created or --min-confidence");
    }
    if (!settings.lists() && settings.review_file.empty()) options.on_collision = Effect::flag;
    return options;
  }
  options.on_collision = parse_effect(settings.on_collision, "--on-collision");
  if (!settings.lists() && !settings.min_confidence)
    usage("--on-collision", "needs something to collide with", "give --allow, --registered or --created");
  if (options.on_collision == Effect::review && settings.review_file.empty())
    usage("--on-collision", "is review, and no --review-file says where to", "add --review-file FILE");
  if (options.on_collision != Effect::review && !settings.review_file.empty())
    usage("--review-file", "stands beside --on-collision " + settings.on_collision, "leave one out");
  return options;
}

ListFiles::ListFiles(const ScreenSettings& settings) : skip_bad_entries_(settings.skip_bad_entries) {
  const auto open = [this](const std::vector<std::string>& paths, ListKind kind) {
    for (const std::string& path : paths) files_.push_back({path, kind, std::make_unique<FileInput>(path)});
  };
  open(settings.allow, ListKind::allowed);
  open(settings.registered, ListKind::registered);
  open(settings.created, ListKind::created);
}

void ListFiles::read(const Context& context, Collisions& collisions) {
  for (File& file : files_) {
    // The same list gives the same evidence wherever it lies.
    const std::string name = std::filesystem::path(shown_path(file.path)).filename().string();
    const std::string path = shown_path(file.path);
    const ListReport report = collisions.read(*file.input, name, path, file.kind, {.stop = context.stop});
    for (const std::string& text : list_notes(report, path)) note(context, text);
    if (report.bad == 0) continue;
    const BadEntry& first = report.shown.front();
    if (!skip_bad_entries_) {
      const std::string more = report.bad == 1 ? "" : " (the first of " + std::to_string(report.bad) + " bad entries)";
      usage(first.where, first.what + more, "fix it, or leave bad entries out with --skip-bad-entries");
    }
    warn(context, path + ": " + std::to_string(report.bad) + (report.bad == 1 ? " entry was" : " entries were") +
                      " left out" + (report.bad > report.shown.size() ? ", the first:" : ":"));
    for (const BadEntry& bad : report.shown) warn(context, bad.where + ": " + bad.what);
  }
}

std::string ListFiles::date(std::uint32_t list) const {
  struct stat status;
  const std::string& path = files_[list].path;
  if (::stat(path.c_str(), &status) != 0) return {};
  if (S_ISREG(status.st_mode)) {  // what came through a pipe cannot be read again
    FileInput input{path};
    if (const auto day = list_day(input, path)) return format_date(*day);
  }
  return format_date(UtcSeconds{std::chrono::seconds{status.st_mtime}});
}

void report_screened(const Context& context, const std::array<std::uint64_t, kOutcomes>& counts,
                     const ScreenSettings& settings) {
  for (std::size_t i = 0; i < kOutcomes; ++i) {
    const auto outcome = static_cast<Outcome>(i);
    if (outcome == Outcome::kept || counts[i] == 0) continue;
    const bool held_back = outcome == Outcome::collision || outcome == Outcome::low_confidence;
    const bool aside = held_back && !settings.review_file.empty();
    const std::string text = std::to_string(counts[i]) + (counts[i] == 1 ? " name was " : " names were ") +
                             (aside ? "put into " + shown_path(settings.review_file) : std::string("left out")) + ": " +
                             std::string(to_text(outcome));
    // What the user asked for is a note; what the user may not expect is a warning.
    (outcome == Outcome::suffix || outcome == Outcome::collision ? warn : note)(context, text);
  }
}

}  // namespace dgacast

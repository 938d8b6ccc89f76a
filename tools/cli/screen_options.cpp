// SPDX-License-Identifier: Apache-2.0
#include "tools/cli/screen_options.h"

#include <algorithm>

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

std::vector<ListFile> list_files_of(const ScreenSettings& settings) {
  std::vector<ListFile> files;
  const auto add = [&files](const std::vector<std::string>& paths, ListKind kind) {
    for (const std::string& path : paths) files.push_back({path, kind});
  };
  add(settings.allow, ListKind::allowed);
  add(settings.registered, ListKind::registered);
  add(settings.created, ListKind::created);
  return files;
}

}  // namespace dgacast

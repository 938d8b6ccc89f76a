// SPDX-License-Identifier: Apache-2.0
#include "tools/cli/screen_options.h"

#include <algorithm>

#include "blocklists/options/review.h"
#include "blocklists/options/selection.h"
#include "tools/cli/arguments.h"

namespace dgacast {
bool ScreenSettings::reduces() const {
  return registrable || std::ranges::any_of(actors, [](const std::string& actor) { return actor != "resolver"; });
}

void add_actor_options(Arguments& command, ScreenSettings& settings) {
  command.add(option::authority, settings.actors);
  command.add(option::registrable, settings.registrable);
  add_psl_option(command, settings);
}

void add_psl_option(Arguments& command, ScreenSettings& settings) { command.add(option::psl, settings.psl); }

void add_screen_options(Arguments& command, ScreenSettings& settings) {
  command.add(option::without, settings.without);
  command.add(option::allow, settings.allow);
  command.add(option::registered, settings.registered);
  command.add(option::created, settings.created);
  command.add(option::skip_bad_entries, settings.skip_bad_entries);
  command.add(option::on_collision, settings.on_collision);
  command.add(option::min_confidence, settings.min_confidence);
  command.add(option::review_file, settings.review_file);
}

std::unique_ptr<const PublicSuffixes> load_suffixes(const std::string& psl) {
  return psl.empty() ? std::make_unique<const PublicSuffixes>() : std::make_unique<const PublicSuffixes>(psl);
}

ScreenOptions screen_options_of(const ScreenSettings& settings) {
  ScreenOptions options;
  if (settings.skip_bad_entries && !settings.lists())
    usage("--skip-bad-entries", "there is no list whose entries could be bad",
          "give --allow, --registered or --created");
  for (const std::string& word : settings.actors) options.actors.push_back(parse_actor(word, "--authority"));
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

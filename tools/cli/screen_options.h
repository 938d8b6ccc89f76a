// SPDX-License-Identifier: Apache-2.0
// Which names may stand in a list: by who can act on them, by what lists of others say of them, by confidence.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "blocklists/judge/screen.h"
#include "blocklists/lists/list_files.h"
#include "tools/cli/command.h"

namespace dgacast {

struct ScreenSettings {
  std::vector<std::string> actors, without;
  bool registrable = false;
  std::string psl;
  std::vector<std::string> allow, registered, created;
  bool skip_bad_entries = false;
  std::string on_collision;
  std::optional<std::uint32_t> min_confidence;
  std::string review_file;

  /// True when one of the options was given.
  bool any() const noexcept { return registrable || !actors.empty() || judges(); }
  /// True when names below a registrable domain give way to it: that is what registries and providers act on.
  bool reduces() const;
  /// True when one of the options was given that leave names out, or put them aside, for what is known of each.
  bool judges() const noexcept {
    return !without.empty() || lists() || skip_bad_entries || !on_collision.empty() || min_confidence ||
           !review_file.empty();
  }
  bool lists() const noexcept { return !allow.empty() || !registered.empty() || !created.empty(); }
};

/// Adds --psl to a command.
void add_psl_option(Arguments& command, ScreenSettings& settings);
/// Adds --authority, --registrable and --psl to a command.
void add_actor_options(Arguments& command, ScreenSettings& settings);
/// Adds the others.
void add_screen_options(Arguments& command, ScreenSettings& settings);

/// The Public Suffix List of --psl, or the system's. Throws InputError.
std::unique_ptr<const PublicSuffixes> load_suffixes(const std::string& psl);

/// What the settings mean. Throws InputError for values and combinations that make no sense.
ScreenOptions screen_options_of(const ScreenSettings& settings);

/// The lists of --allow, --registered and --created.
std::vector<ListFile> list_files_of(const ScreenSettings& settings);

}  // namespace dgacast

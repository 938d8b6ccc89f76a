// SPDX-License-Identifier: Apache-2.0
// Which names may stand in a list: by who can act on them, by what lists of others say of them, by confidence.
#pragma once
#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "blocklists/write/list_writer.h"
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
void add_psl_option(CLI::App& command, ScreenSettings& settings);
/// Adds --actor, --registrable and --psl to a command.
void add_actor_options(CLI::App& command, ScreenSettings& settings);
/// Adds the others.
void add_screen_options(CLI::App& command, ScreenSettings& settings);

/// The Public Suffix List of --psl, or the system's. Throws InputError.
std::unique_ptr<const PublicSuffixes> load_suffixes(const std::string& psl);

/// What the settings mean. Throws InputError for values and combinations that make no sense.
ScreenOptions screen_options_of(const ScreenSettings& settings);

/// The lists of --allow, --registered and --created. They are opened at once, so that one that cannot be read is told
/// before minutes of work, and read when the candidates are known.
class ListFiles {
 public:
  /// Throws InputError.
  explicit ListFiles(const ScreenSettings& settings);
  /// Reads the lists into `collisions`, which knows the candidates: they have the numbers 0, 1, ... there. Tells what
  /// of them was counted. Throws InputError, also for the first entry that was not understood unless such entries are
  /// to be skipped, and Interrupted.
  void read(const Context& context, Collisions& collisions);
  bool empty() const noexcept { return files_.empty(); }
  std::uint32_t size() const noexcept { return static_cast<std::uint32_t>(files_.size()); }
  /// The day (YYYY-MM-DD) that a list tells (list_day()), or else when its file was last changed; empty for standard
  /// input. Throws InputError.
  std::string date(std::uint32_t list) const;

 private:
  struct File {
    std::string path;
    ListKind kind;
    std::unique_ptr<FileInput> input;
  };
  std::vector<File> files_;
  bool skip_bad_entries_;
};

/// Tells what the screen left out or put aside.
void report_screened(const Context& context, const std::array<std::uint64_t, kOutcomes>& counts,
                     const ScreenSettings& settings);

}  // namespace dgacast

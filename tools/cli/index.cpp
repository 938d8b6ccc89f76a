// SPDX-License-Identifier: Apache-2.0
// dgacast index: makes and mends the files that answer 'dgacast lookup --index' and 'dgacast scan --index'.
#include <fmt/format.h>
#include <sys/stat.h>

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>

#include "blocklists/answers/write_index.h"
#include "blocklists/io/exclusive.h"
#include "blocklists/options/answers.h"
#include "blocklists/options/running.h"
#include "blocklists/options/selection.h"
#include "dga/core/json_value.h"
#include "dga/core/text.h"
#include "tools/cli/arguments.h"
#include "tools/cli/index_options.h"
#include "tools/cli/run.h"

namespace dgacast {
namespace {

struct Options {
  std::string file;
  SeedOptions seeds{.every_seed = true};
  DateOptions dates;
  std::vector<std::string> catalogue;
  std::optional<std::uint32_t> threads, segments;
  std::uint64_t memory = number_of(option::memory);
  std::string tmpdir;
  bool json = false;
};

RunContext run_of(const Options& options, const Context& context) {
  RunContext run = run_context(context, options.tmpdir);
  run.threads = options.threads.value_or(0);
  run.memory = memory_left(options.memory);
  if (run.temporary_folder.empty() && options.file != "-") {
    run.temporary_folder = std::filesystem::path(options.file).parent_path().string();
    if (run.temporary_folder.empty()) run.temporary_folder = ".";
  }
  return run;
}

Plan plan_of(const std::shared_ptr<const Catalogue>& catalogue, const Options& options, const Context& context) {
  const Period horizon = horizon_of(options.dates);
  return plan_of(catalogue, options.seeds, horizon, run_context(context));
}

void tell(const Context& context, const IndexReport& report) {
  note(context, std::to_string(report.lists) + " lists with " + std::to_string(report.entries) + " names");
}

void build(const Options& options, const Context& context) {
  const auto catalogue = catalogue_of(context, options.catalogue);
  const Plan plan = plan_of(catalogue, options, context);
  with_output(options.file, [&](Output& output) {
    tell(context, write_index(plan, catalogue->digest(), output, run_of(options, context)));
  });
}

/// Alone on an index that is read, changed and written back: two at once would each lose what the other added. The lock
/// file stays beside the index.
class Update {
 public:
  explicit Update(const std::string& file)
      : file_(file), target_(target_of(file)), lock_(target_ + ".lock", file, "index"), identity_(identity()) {}

  /// Throws InputError when the file is another one by now: 'index build' does not ask for the lock.
  void check_current() const {
    if (identity() == identity_) return;
    throw InputError{{file_, "was replaced while this run worked on it", "run this again"}};
  }
  /// This run replaced it itself.
  void replaced() { identity_ = identity(); }

 private:
  using Identity = std::pair<dev_t, ino_t>;
  Identity identity() const {
    struct stat status {};
    return ::stat(target_.c_str(), &status) == 0 ? Identity{status.st_dev, status.st_ino} : Identity{};
  }
  /// The file itself, whatever links lead to it.
  static std::string target_of(const std::string& file) {
    std::error_code error;
    const auto target = std::filesystem::canonical(file, error);
    if (error) {
      throw InputError{{file, "cannot be read: " + error.message(), "give a file that exists and that you may read"}};
    }
    return target.string();
  }

  std::string file_, target_;
  ExclusiveWork lock_;
  Identity identity_;
};

void merge_segments(const Options& options, const Update& update, const Context& context) {
  const auto catalogue = catalogue_of(context, options.catalogue);
  const NameIndex index = open_index(options.file, catalogue, context);
  with_output(options.file, [&](Output& output) {
    tell(context, merge_index(index, output, run_of(options, context)));
    update.check_current();
  });
}

void merge(const Options& options, const Context& context) {
  const Update update{options.file};
  merge_segments(options, update, context);
}

void append(const Options& options, const Context& context) {
  Update update{options.file};
  const auto catalogue = catalogue_of(context, options.catalogue);
  const NameIndex index = open_index(options.file, catalogue, context);
  const Plan plan = missing_lists(index, plan_of(catalogue, options, context));
  if (plan.list_count() == 0) return note(context, "the index holds all these lists: nothing is appended");
  with_output(options.file, [&](Output& output) {
    tell(context, append_index(index, plan, catalogue->digest(), output, run_of(options, context)));
    update.check_current();
  });
  update.replaced();
  if (index.segments().size() >= options.segments.value_or(number_of<std::uint32_t>(option::segments)))
    merge_segments(options, update, context);
}

struct SeedLine {
  std::uint64_t lists = 0, names = 0;
  UtcSeconds from = UtcSeconds::max(), until = UtcSeconds::min();
};

void info(const Options& options, const Context& context) {
  const auto catalogue = catalogue_of(context, options.catalogue);
  const NameIndex index = open_index(options.file, catalogue, context);
  std::map<std::string, SeedLine> seeds;
  std::uint64_t lists = 0, entries = 0;
  for (const Segment& segment : index.segments()) {
    lists += segment.lists().list_count();
    entries += segment.entries();
    for (const ListTable::Sequence& lists_of_seed : segment.lists().sequences()) {
      const TableSeed& seed = segment.lists().seeds()[lists_of_seed.seed];
      SeedLine& line = seeds[seed.family + "/" + seed.id];
      line.lists += lists_of_seed.lists;
      line.names += lists_of_seed.lists * lists_of_seed.names;
      line.from = std::min(line.from, lists_of_seed.from());
      line.until = std::max(line.until, lists_of_seed.until());
    }
  }
  index.check_unchanged();
  const std::string digest = index.segments().back().lists().catalogue();
  if (options.json) {
    nlohmann::ordered_json all{{"octets", index.octets().size()},
                               {"format", kIndexVersion},
                               {"segments", index.segments().size()},
                               {"lists", lists},
                               {"names", entries},
                               {"catalogue", digest},
                               {"stale", index.stale()},
                               {"seeds", nlohmann::ordered_json::array()}};
    for (const auto& [seed, line] : seeds) {
      all["seeds"].push_back({{"seed", seed},
                              {"lists", line.lists},
                              {"names", line.names},
                              {"valid_from", format_instant(line.from)},
                              {"valid_until", format_instant(line.until)}});
    }
    print(json_text(all) + "\n");
    return;
  }
  constexpr double kOctet = 8;
  print(fmt::format("{} octets, format {}, {} segment(s), catalogue {:.12}\n", index.octets().size(), kIndexVersion,
                    index.segments().size(), digest.empty() ? "mixed" : printable(digest)));
  print(fmt::format(
      "{} lists, {} names, {:.1f} bits a name\n", lists, entries,
      entries == 0 ? 0 : kOctet * static_cast<double>(index.octets().size()) / static_cast<double>(entries)));
  for (const auto& [seed, line] : seeds) {
    print(fmt::format("{:<40} {:>9} lists {:>11} names  {} to {}\n", printable(seed), line.lists, line.names,
                      format_date(line.from), format_date(line.until)));
  }
}

void add_work_options(Arguments& command, Options& options) {
  command.add(option::threads, options.threads);
  command.add(option::memory, options.memory);
  command.add(option::index_tmpdir, options.tmpdir);
}

void add_selection(Arguments& command, Options& options) {
  command.add(option::family_arguments, options.seeds.families);
  add_date_options(command, options.dates);
}

}  // namespace

NameIndex open_index(const std::string& file, std::shared_ptr<const Catalogue> catalogue, const Context& context) {
  // A command is alone in its process: it may keep more than a server with many of them.
  constexpr std::size_t kListMemory = std::size_t{256} << 20;
  NameIndex index{MappedFile{file}, file, std::move(catalogue), kListMemory};
  if (index.stale()) {
    warn(context, file +
                      " was built from another catalogue: names of seeds that were added or changed since are not "
                      "found; 'dgacast index build' makes it anew");
  }
  return index;
}

void check_no_range(const DateOptions& dates, const SeedOptions& seeds) {
  if (!dates.any() && seeds.families.empty() && seeds.params.empty() && seeds.observation.empty()) return;
  usage("--index", "stands beside families, dates or parameters",
        "leave one out: an index holds its own lists, which 'dgacast index info' tells");
}

void add_index_build(Arguments& command, Context& context) {
  const auto options = std::make_shared<Options>();
  command.add(option::new_index, options->file);
  add_selection(command, *options);
  add_work_options(command, *options);
  command.add(option::catalogue, options->catalogue);
  command.run([options, &context] { build(*options, context); });
}

void add_index_append(Arguments& command, Context& context) {
  const auto options = std::make_shared<Options>();
  command.add(option::changed_index, options->file);
  add_selection(command, *options);
  command.add(option::segments, options->segments);
  add_work_options(command, *options);
  command.add(option::catalogue, options->catalogue);
  command.run([options, &context] { append(*options, context); });
}

void add_index_merge(Arguments& command, Context& context) {
  const auto options = std::make_shared<Options>();
  command.add(option::changed_index, options->file);
  add_work_options(command, *options);
  command.add(option::catalogue, options->catalogue);
  command.run([options, &context] { merge(*options, context); });
}

void add_index_info(Arguments& command, Context& context) {
  const auto options = std::make_shared<Options>();
  command.add(option::shown_index, options->file);
  command.add(option::json_object, options->json);
  command.add(option::catalogue, options->catalogue);
  command.run([options, &context] { info(*options, context); });
}

}  // namespace dgacast

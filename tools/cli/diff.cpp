// SPDX-License-Identifier: Apache-2.0
// dgacast diff: what was added to, and released from, a list or a feed.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "blocklists/feed/delta.h"
#include "blocklists/names/hostname.h"
#include "blocklists/options/publishing.h"
#include "blocklists/sign/verify.h"
#include "dga/core/text.h"
#include "tools/cli/arguments.h"
#include "tools/cli/command.h"

namespace dgacast {
namespace {

struct Options {
  std::string before, after;
};

/// A list as a record: a header, then its rows sorted by name. A row's first column is the name; '#' begins a comment.
std::string record_of_list(const std::string& path) {
  const std::string text = read_file(path);
  std::vector<std::string_view> rows;
  std::size_t number = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    std::string_view row{text.data() + begin, end - begin};
    begin = end + 1;
    ++number;
    if (row.ends_with('\r')) row.remove_suffix(1);
    if (row.empty() || row.starts_with('#') || (number == 1 && row.starts_with("domain,"))) continue;
    const std::string_view name = row.substr(0, row.find(','));
    if (check_name(name) != NameFault::none)
      usage(shown_path(path) + ":" + std::to_string(number), quote(name) + " is no host name in lower case",
            "give a list with a name a line, or a CSV with the name first");
    rows.push_back(row);
  }
  const auto name = [](std::string_view row) { return row.substr(0, row.find(',')); };
  std::ranges::sort(rows, [&](std::string_view a, std::string_view b) {
    return std::pair{name(a), a} < std::pair{name(b), b};
  });
  rows.erase(
      std::unique(rows.begin(), rows.end(), [&](std::string_view a, std::string_view b) { return name(a) == name(b); }),
      rows.end());
  std::string record = "domain\n";
  for (const std::string_view row : rows) record.append(row).append("\n");
  return record;
}

/// Prints the differences, each line after `prefix`, and sets the exit status when there is one.
void print_differences(std::string_view before, std::string_view after, const std::string& prefix, Context& context) {
  compare_records(
      std::make_unique<MemoryInput>(before), std::make_unique<MemoryInput>(after),
      [&](Move move, std::string_view row) {
        context.exit = Exit::negative;
        constexpr char kSigns[] = {'+', '-', '~'};
        if (move != Move::change) row = row.substr(0, row.find(','));
        print(fmt::format("{}{} {}\n", printable(prefix), kSigns[static_cast<std::size_t>(move)], printable(row)));
      });
}

constexpr std::uint64_t kMaxRecord = std::uint64_t{2} << 30;  // bytes: records are read whole

void diff_feeds(const std::string& before, const std::string& after, Context& context) {
  const ForeignFolder old_folder{issue_folder(before)}, new_folder{issue_folder(after)};
  const auto manifest_of = [](const ForeignFolder& folder) {
    const std::string name(kManifestFile);
    return parse_manifest(folder.read(name, kMaxManifest), folder.path() + "/" + name);
  };
  const Manifest old_manifest = manifest_of(old_folder), new_manifest = manifest_of(new_folder);
  constexpr std::string_view kRecords = "records/", kExtension = ".csv";
  std::set<std::string> all;
  for (const Manifest* manifest : {&old_manifest, &new_manifest}) {
    for (const auto& [file, facts] : manifest->files) {
      if (file.starts_with(kRecords) && file.ends_with(kExtension)) all.insert(file);
    }
  }
  const auto text_of = [](const ForeignFolder& folder, const Manifest& manifest,
                          const std::string& file) -> std::string {
    const auto facts = manifest.files.find(file);
    return facts == manifest.files.end() ? "" : folder.read(file, std::min(facts->second.size, kMaxRecord));
  };
  for (const std::string& file : all) {
    const std::string old_text = text_of(old_folder, old_manifest, file);
    const std::string new_text = text_of(new_folder, new_manifest, file);
    const std::string name = file.substr(kRecords.size(), file.size() - kRecords.size() - kExtension.size());
    print_differences(old_text, new_text, name + ": ", context);
  }
}

void run(const Options& options, Context& context) {
  std::error_code error;
  const bool old_feed = std::filesystem::is_directory(options.before, error);
  const bool new_feed = std::filesystem::is_directory(options.after, error);
  if (old_feed != new_feed) usage("diff", "a feed stands beside a list", "give two feeds, or two lists");
  if (old_feed) {
    diff_feeds(options.before, options.after, context);
  } else {
    print_differences(record_of_list(options.before), record_of_list(options.after), "", context);
  }
}

}  // namespace

void add_diff(Arguments& command, Context& context) {
  const auto options = std::make_shared<Options>();
  command.add(option::old_list, options->before);
  command.add(option::new_list, options->after);
  command.run([options, &context] { run(*options, context); });
}

}  // namespace dgacast

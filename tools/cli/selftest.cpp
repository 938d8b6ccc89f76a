// SPDX-License-Identifier: Apache-2.0
// dgacast selftest: does this program make the lists that the malware makes?
#include <fmt/format.h>

#include <filesystem>

#include "blocklists/engine/catalogue_files.h"
#include "blocklists/options/answers.h"
#include "blocklists/options/selection.h"
#include "dga/core/embedded.h"
#include "dga/core/golden.h"
#include "dga/core/text.h"
#include "tools/cli/arguments.h"
#include "tools/cli/command.h"

namespace dgacast {

extern const EmbeddedFile golden_data[];
extern const std::size_t golden_data_size;

namespace {

struct Options {
  std::vector<std::string> vectors;
  std::vector<std::string> catalogue, plugins;
};

struct Count {
  std::size_t checked = 0;
  std::size_t failed = 0;
};

/// Hands over the lines that are not empty, with their numbers.
void check_each(std::string_view text, const std::function<void(std::string_view, std::size_t)>& check) {
  for (std::size_t number = 1; !text.empty(); ++number) {
    const auto feed = text.find('\n');
    const std::string_view line = text.substr(0, feed);
    text.remove_prefix(feed == std::string_view::npos ? text.size() : feed + 1);
    if (line.find_first_not_of(" \t\r") != std::string_view::npos) check(line, number);
  }
}

void check_lines(const Catalogue& catalogue, std::string_view text, const std::string& name, Context& context,
                 Count& count) {
  check_each(text, [&](std::string_view line, std::size_t number) {
    if (context.stop.stop_requested()) return;
    ++count.checked;
    if (const auto difference = check_golden(catalogue, line, name, number)) {
      ++count.failed;
      context.exit = Exit::negative;
      print("FAIL " + printable(*difference) + "\n");
    }
  });
}

void run(const Options& options, Context& context) {
  const auto catalogue = catalogue_of(context, options.catalogue, options.plugins);
  Count count;
  std::vector<std::string> files = options.vectors;
  if (options.vectors.empty()) {
    for (std::size_t i = 0; i < golden_data_size; ++i) {
      check_lines(*catalogue, golden_data[i].text(), std::string(golden_data[i].name) + ".jsonl", context, count);
    }
    for (const std::string& plugin : plugin_files(options.plugins)) {
      std::string vectors = std::filesystem::path(plugin).replace_extension(".jsonl").string();
      if (std::error_code error; std::filesystem::exists(vectors, error)) {
        files.push_back(std::move(vectors));
      } else {
        warn(context, plugin + " is not checked: there is no " + vectors + " beside it");
      }
    }
  }
  for (const std::string& path : files) {
    for (const std::string& file :
         files_of(path, {".jsonl"}, "*.jsonl", "give a file of golden vectors, or a folder of them"))
      check_lines(*catalogue, read_file(file), shown_path(file), context, count);
  }
  if (count.checked == 0)
    throw InputError{{"selftest", "there is no vector to check", "give --vectors a file with one JSON object a line"}};
  print(fmt::format("{} vectors, {} passed, {} failed\n", count.checked, count.checked - count.failed, count.failed));
}

}  // namespace

std::vector<std::string> failed_vectors(const Catalogue& catalogue, const std::set<std::string>& families) {
  std::vector<std::string> failed;
  for (std::size_t i = 0; i < golden_data_size; ++i) {
    if (!families.contains(golden_data[i].name)) continue;
    check_each(golden_data[i].text(), [&](std::string_view line, std::size_t number) {
      if (auto difference = check_golden(catalogue, line, std::string(golden_data[i].name) + ".jsonl", number))
        failed.push_back(std::move(*difference));
    });
  }
  return failed;
}

void add_selftest(Arguments& command, Context& context) {
  const auto options = std::make_shared<Options>();
  command.add(option::vectors, options->vectors);
  command.add(option::catalogue, options->catalogue);
  command.add(option::plugin, options->plugins);
  command.run([options, &context] { run(*options, context); });
}

}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
// dgacast selftest: does this program make the lists that the malware makes?
#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "dga/core/embedded.h"
#include "dga/core/golden.h"
#include "tools/command.h"

namespace dgacast {

extern const EmbeddedFile golden_data[];
extern const std::size_t golden_data_size;

namespace {

struct Options {
  std::vector<std::string> vectors;
  std::vector<std::string> catalogue;
};

struct Count {
  std::size_t checked = 0;
  std::size_t failed = 0;
};

void check_lines(const Catalogue& catalogue, std::string_view text, const std::string& name, const Context& context,
                 Count& count) {
  for (std::size_t number = 1; !text.empty(); ++number) {
    const auto feed = text.find('\n');
    const std::string_view line = text.substr(0, feed);
    text.remove_prefix(feed == std::string_view::npos ? text.size() : feed + 1);
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    if (context.stop.stop_requested()) return;
    ++count.checked;
    if (const auto difference = check_golden(catalogue, line, name, number)) {
      ++count.failed;
      std::printf("FAIL %s\n", difference->c_str());
    }
  }
}

std::vector<std::string> vector_files(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::is_directory(path, error)) return {path};
  std::vector<std::string> files;
  for (const auto& item : std::filesystem::directory_iterator(path, error)) {
    if (item.path().extension() == ".jsonl") files.push_back(item.path().string());
  }
  if (files.empty())
    throw InputError{{path, "this folder holds no *.jsonl", "give a file of golden vectors, or a folder of them"}};
  std::ranges::sort(files);
  return files;
}

void run(const Options& options, Context& context) {
  const Catalogue catalogue = load_catalogue(options.catalogue);
  Count count;
  if (options.vectors.empty()) {
    for (std::size_t i = 0; i < golden_data_size; ++i) {
      check_lines(catalogue, golden_data[i].text(), std::string(golden_data[i].name) + ".jsonl", context, count);
    }
  }
  for (const std::string& path : options.vectors) {
    for (const std::string& file : vector_files(path))
      check_lines(catalogue, read_file(file), shown_path(file), context, count);
  }
  if (count.checked == 0)
    throw InputError{{"selftest", "there is no vector to check", "give --vectors a file with one JSON object a line"}};
  std::printf("%zu vectors, %zu passed, %zu failed\n", count.checked, count.checked - count.failed, count.failed);
  context.exit = count.failed == 0 ? Exit::success : Exit::negative;
}

}  // namespace

void add_selftest(CLI::App& program, Context& context) {
  const auto options = std::make_shared<Options>();
  CLI::App* command =
      program.add_subcommand("selftest", "check that the families make the lists of the golden vectors");
  command->add_option("--vectors", options->vectors, "check these vectors instead of the built-in ones")
      ->type_name("FILE|FOLDER")
      ->allow_extra_args(false);
  add_catalogue_option(*command, options->catalogue);
  command->footer(
      "Prints a line for each vector that fails, and the count. Exit status: 0 all passed, 1 some failed, 2 input "
      "error.\n\n"
      "Examples:\n"
      "  dgacast selftest\n"
      "  dgacast selftest --vectors my_family.jsonl --catalogue my_family.json");
  command->callback([options, &context] { run(*options, context); });
}

}  // namespace dgacast

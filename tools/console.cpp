// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>

#include "tools/command.h"

namespace dgacast {

std::string shown_path(const std::string& path) { return path == "-" ? "standard input" : path; }

std::string read_file(const std::string& path) {
  const auto fail = [&path](int error) {
    throw InputError{{shown_path(path), std::string("cannot be read: ") + std::strerror(error),
                      "give a file that exists and that you may read"}};
  };
  struct Close {
    void operator()(std::FILE* file) const {
      if (file != stdin) std::fclose(file);
    }
  };
  const std::unique_ptr<std::FILE, Close> file{path == "-" ? stdin : std::fopen(path.c_str(), "rb")};
  if (!file) fail(errno);
  std::string text;
  char block[65536];
  for (std::size_t count = 0; (count = std::fread(block, 1, sizeof block, file.get())) > 0;) text.append(block, count);
  if (std::ferror(file.get()) != 0) fail(errno);
  return text;
}

void add_catalogue_option(CLI::App& command, std::vector<std::string>& paths) {
  command.add_option("--catalogue", paths, "add the seeds and facts of this file, or of all *.json in this folder")
      ->type_name("FILE|FOLDER")
      ->allow_extra_args(false);
}

Catalogue load_catalogue(const std::vector<std::string>& paths) {
  Catalogue catalogue = Catalogue::builtin();
  for (const std::string& path : paths) {
    std::vector<std::string> files{path};
    std::error_code error;
    if (std::filesystem::is_directory(path, error)) {
      files.clear();
      for (const auto& item : std::filesystem::directory_iterator(path, error)) {
        if (item.path().extension() == ".json") files.push_back(item.path().string());
      }
      if (error) throw InputError{{path, "cannot be read: " + error.message(), "give a folder that you may read"}};
      std::ranges::sort(files);
      if (files.empty()) throw InputError{{path, "this folder holds no *.json", "give a catalogue file, or a folder of them"}};
    }
    for (const std::string& file : files) catalogue.add(read_file(file), shown_path(file));
  }
  return catalogue;
}

void warn(const Context& context, std::string_view text) {
  if (!context.quiet) std::fprintf(stderr, "dgacast: warning: %.*s\n", static_cast<int>(text.size()), text.data());
}

}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
#include "blocklists/engine/catalogue_files.h"

#include <algorithm>
#include <filesystem>
#include <optional>

#include "blocklists/io/file.h"
#include "dga/plugins/open_plugin.h"
#include "dga/plugins/plugin_family.h"

namespace dgacast {
namespace {

void add_plugin(const std::string& file, const PluginHost& host, Catalogue& catalogue) {
  const std::filesystem::path path = file;
  std::optional<std::string> script;
  if (path.extension() == ".lua") script = read_file(file);
  auto family = std::make_shared<const PluginFamily>(file, open_plugin(file, std::move(script), host));
  const std::string facts = std::filesystem::path{path}.replace_extension(".json").string();
  catalogue.add_family(std::move(family), file, read_file(facts), facts);
}

}  // namespace

std::vector<std::string> files_of(const std::string& path, std::initializer_list<std::string_view> extensions,
                                  std::string_view what, std::string_view hint) {
  std::error_code error;
  if (!std::filesystem::is_directory(path, error)) return {path};
  std::vector<std::string> files;
  for (std::filesystem::directory_iterator at(path, error), end; !error && at != end; at.increment(error)) {
    if (std::ranges::find(extensions, at->path().extension().string()) != extensions.end())
      files.push_back(at->path().string());
  }
  if (error) throw InputError{{path, "cannot be read: " + error.message(), "give a folder that you may read"}};
  if (files.empty()) throw InputError{{path, "this folder holds no " + std::string(what), std::string(hint)}};
  std::ranges::sort(files);
  return files;
}

std::vector<std::string> plugin_files(const std::vector<std::string>& paths) {
  std::vector<std::string> files;
  for (const std::string& path : paths) {
    for (std::string& file : files_of(path, {".so", ".lua"}, "*.so and no *.lua", "give a plugin, or a folder of them"))
      files.push_back(std::move(file));
  }
  return files;
}

std::shared_ptr<const Catalogue> load_catalogue(const CatalogueFiles& files, const RunContext& run) {
  auto catalogue = std::make_shared<Catalogue>(Catalogue::builtin());
  PluginHost host;
  host.worker = files.worker;
  host.look = [stop = run.stop] {
    if (stop.stop_requested()) throw Interrupted{};
  };
  for (const std::string& file : plugin_files(files.plugins)) add_plugin(file, host, *catalogue);
  for (const std::string& path : files.files) {
    for (const std::string& file : files_of(path, {".json"}, "*.json", "give a catalogue file, or a folder of them"))
      catalogue->add(read_file(file), shown_path(file));
  }
  return catalogue;
}

}  // namespace dgacast

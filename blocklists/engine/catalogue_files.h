// SPDX-License-Identifier: Apache-2.0
// The catalogue of a call: what is built in, with the plugins and catalogue files of a user.
//
//   const auto catalogue = load_catalogue({.files = {"seeds.json"}, .plugins = {"plugins"}});
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "dga/core/catalogue.h"
#include "dga/core/run_context.h"

namespace [[gnu::visibility("default")]] dgacast {

/// Paths of files, and of folders whose files are meant.
struct CatalogueFiles {
  std::vector<std::string> files = {};    ///< *.json: seeds and facts, see Catalogue::add()
  std::vector<std::string> plugins = {};  ///< *.so and *.lua, each with its entry beside it in NAME.json
  /// The program dgacast-plugin-worker, which runs plugins. Empty: where `cmake --install` puts it.
  std::string worker = {};
};

/// `path`, or the files in that folder with one of these extensions, sorted. `what` ("*.json") and `hint` are for the
/// InputError when there is none.
std::vector<std::string> files_of(const std::string& path, std::initializer_list<std::string_view> extensions,
                                  std::string_view what, std::string_view hint);
/// The plugins that these files and folders hold (*.so and *.lua, sorted in each folder). Throws InputError.
std::vector<std::string> plugin_files(const std::vector<std::string>& paths);

/// The built-in catalogue with the plugins and then the files added, in the order given, folders sorted by name. When
/// run.stop is requested, plugins are ended, during this call and as long as the catalogue lives: what calls them then
/// throws Interrupted. Cost: about 6 ms, and 3 ms a plugin. Threads: any. Throws InputError.
std::shared_ptr<const Catalogue> load_catalogue(const CatalogueFiles& files, const RunContext& run = {});

}  // namespace dgacast

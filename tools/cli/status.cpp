// SPDX-License-Identifier: Apache-2.0
// dgacast status: what a feed's readers see now.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>

#include "blocklists/formats/text.h"
#include "blocklists/options/publishing.h"
#include "blocklists/sign/verify.h"
#include "dga/core/json_value.h"
#include "dga/core/text.h"
#include "tools/cli/arguments.h"
#include "tools/cli/command.h"

namespace dgacast {
namespace {

struct Options {
  std::string feed;
  bool json = false;
};

bool is_manifest(const nlohmann::ordered_json& manifest) {
  if (!member(manifest, "outputs").is_array()) return false;
  for (const char* const key : {"date", "feed", "issue"}) {
    if (!member(manifest, key).is_string()) return false;
  }
  return std::ranges::all_of(member(manifest, "outputs"),
                             [](const auto& output) { return member(output, "file").is_string(); });
}

void run(const Options& options, Context&) {
  const std::string folder = issue_folder(options.feed), name(kManifestFile), path = folder + "/" + name;
  const auto manifest = manifest_document(ForeignFolder{folder}.read(name, kMaxManifest), path);
  if (!is_manifest(manifest)) usage(path, "is no manifest of a feed", "see what 'dgacast verify' says");
  const UtcSeconds date = parse_date(text_of(member(manifest, "date")), path);
  const auto age = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now() - date).count();
  if (options.json) {
    nlohmann::ordered_json status = manifest;
    status.erase("files");
    status["age_days"] = age;
    print(json_text(status, 2) + "\n");
    return;
  }
  const auto text = [](const auto& value) { return printable(text_of(value)); };
  print(
      fmt::format("{}: issue {}, {} days old\n", text(member(manifest, "feed")), text(member(manifest, "issue")), age));
  if (const auto& reason = member(member(manifest, "forced"), "reason"); reason.is_string())
    print("forced: " + text(reason) + "\n");
  for (const auto& output : member(manifest, "outputs")) {
    print(fmt::format("{}: {} names, serial {}\n", text(member(output, "file")), json_text(member(output, "names")),
                      json_text(member(output, "serial"))));
  }
}

}  // namespace

void add_status(Arguments& command, Context& context) {
  const auto options = std::make_shared<Options>();
  command.add(option::shown_feed, options->feed);
  command.add(option::json_manifest, options->json);
  command.run([options, &context] { run(*options, context); });
}

}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
// dgacast status: what a feed's readers see now.
#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "blocklists/publish/verify.h"
#include "tools/command.h"

namespace dgacast {
namespace {

struct Options {
  std::string feed;
  bool json = false;
};

void run(const Options& options, Context&) {
  const std::string folder = issue_folder(options.feed), name(kManifestFile), path = folder + "/" + name;
  const auto manifest = manifest_document(ForeignFolder{folder}.read(name, kMaxManifest), path);
  const auto fail = [&path] { usage(path, "is no manifest of a feed", "see what 'dgacast verify' says"); };
  if (!manifest.is_object()) fail();
  try {
    const UtcSeconds date = parse_date(manifest.at("date").get<std::string>(), path);
    const auto age = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now() - date).count();
    if (options.json) {
      nlohmann::ordered_json status = manifest;
      status.erase("files");
      status["age_days"] = age;
      std::printf("%s\n", status.dump(2).c_str());
      return;
    }
    std::printf("%s: issue %s, %lld days old\n", manifest.at("feed").get<std::string>().c_str(),
                manifest.at("issue").get<std::string>().c_str(), static_cast<long long>(age));
    if (!manifest.at("forced").is_null())
      std::printf("forced: %s\n", manifest.at("forced").at("reason").get<std::string>().c_str());
    for (const auto& output : manifest.at("outputs")) {
      std::printf("%s: %s names, serial %s\n", output.at("file").get<std::string>().c_str(),
                  output.at("names").dump().c_str(), output.at("serial").dump().c_str());
    }
  } catch (const nlohmann::json::exception&) {
    fail();
  }
}

}  // namespace

void add_status(CLI::App& program, Context& context) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = program.add_subcommand("status", "the current issue of a feed: age, names, serials");
  command->add_option("feed", options->feed, "the folder of a feed")->type_name("FEED")->required();
  command->add_flag("--json", options->json, "the manifest without its files, and age_days");
  command->footer("Examples:\n  dgacast status /srv/feed\n  dgacast status /srv/feed --json | jq .age_days");
  command->callback([options, &context] { run(*options, context); });
}

}  // namespace dgacast

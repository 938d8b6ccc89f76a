// SPDX-License-Identifier: Apache-2.0
// dgacast formats: what --format takes, as a table, in full, or as JSON.
#include <nlohmann/json.hpp>

#include "blocklists/formats/document.h"
#include "blocklists/options/answers.h"
#include "dga/core/json_value.h"
#include "tools/cli/arguments.h"
#include "tools/cli/command.h"
#include "tools/cli/table.h"

namespace dgacast {
namespace {

using Json = nlohmann::ordered_json;

struct Options {
  std::vector<std::string> names;
  bool json = false;
};

std::string_view to_text(Children children) {
  switch (children) {
    case Children::no:
      return "no";
    case Children::yes:
      return "yes";
    case Children::by_reader:
      return "by reader";
  }
  return {};
}

std::string_view checked_text(const FormatFacts& facts) {
  return facts.checked.empty() ? "no reader in Debian 12" : facts.checked;
}

void put_formats(const std::vector<const FormatFacts*>& shown, Sink& out) {
  std::vector<std::vector<std::string>> rows{{"FORMAT", "EXTENSION", "CHILDREN", "READ BY", "CHECKED WITH"}};
  for (const FormatFacts* facts : shown) {
    rows.push_back({std::string(facts->id), std::string(facts->extension), std::string(to_text(facts->children)),
                    std::string(facts->readers), std::string(checked_text(*facts))});
  }
  put_table(rows, {}, 56, out);
}

void put_details(const FormatFacts& facts, Sink& out) {
  put_line(out, "format", facts.id);
  put_line(out, "summary", facts.summary);
  put_line(out, "extension", facts.extension);
  put_line(out, "children",
           facts.children == Children::yes  ? "covers the names below a listed one"
           : facts.children == Children::no ? "covers the listed names only"
                                            : "its reader decides about the names below a listed one");
  put_line(out, "needs", facts.provenance ? "names, families, seeds and times" : "names");
  if (facts.blocks) put_line(out, "leaves out", "public suffixes: strangers live below them");
  if (facts.parents_only) put_line(out, "leaves out", "names below another listed one, which covers them");
  put_line(out, "read by", facts.readers);
  put_line(out, "checked with", checked_text(facts));
  std::string_view use = facts.use;
  for (std::string_view label = "use"; !use.empty(); label = "") {
    const auto feed = use.find('\n');
    put_line(out, label, use.substr(0, feed));
    use.remove_prefix(feed == std::string_view::npos ? use.size() : feed + 1);
  }
}

Json to_json(const FormatFacts& facts) {
  Json json;
  json["id"] = facts.id;
  json["extension"] = facts.extension;
  json["summary"] = facts.summary;
  json["children"] = to_text(facts.children);
  json["provenance"] = facts.provenance;
  json["blocks"] = facts.blocks;
  json["parents_only"] = facts.parents_only;
  json["readers"] = facts.readers;
  json["checked"] = facts.checked.empty() ? Json(nullptr) : Json(facts.checked);
  json["use"] = facts.use;
  return json;
}

const FormatFacts& facts_of(std::string_view id) {
  const DocumentFormat* const documents = find_document_format(id);
  return documents != nullptr ? documents->facts() : find_format(id, "").facts();
}

void run(const Options& options) {
  std::vector<const FormatFacts*> shown;
  for (const std::string& name : options.names) shown.push_back(&facts_of(name));
  if (options.names.empty()) {
    for (const Format* format : formats()) shown.push_back(&format->facts());
    for (const DocumentFormat* format : document_formats()) shown.push_back(&format->facts());
  }
  with_output("-", [&](Output& output) {
    Sink out{output};
    if (options.json) {
      for (const FormatFacts* facts : shown) out.put(std::string_view{json_text(to_json(*facts))}, '\n');
    } else if (options.names.empty()) {
      put_formats(shown, out);
    } else {
      for (std::size_t i = 0; i < shown.size(); ++i) {
        if (i > 0) out.put('\n');
        put_details(*shown[i], out);
      }
    }
    out.flush();
  });
}

}  // namespace

void add_formats(Arguments& command, Context&) {
  const auto options = std::make_shared<Options>();
  command.add(option::format_names, options->names);
  command.add(option::json_lines, options->json);
  command.run([options] { run(*options); });
}

}  // namespace dgacast

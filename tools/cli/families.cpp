// SPDX-License-Identifier: Apache-2.0
// dgacast families: the catalogue, as a table, in full, or as JSON.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "blocklists/formats/text.h"
#include "blocklists/io/output.h"
#include "blocklists/io/sink.h"
#include "blocklists/options/answers.h"
#include "blocklists/options/selection.h"
#include "dga/core/json_value.h"
#include "dga/core/seed_selection.h"
#include "tools/cli/arguments.h"
#include "tools/cli/command.h"
#include "tools/cli/table.h"

namespace dgacast {
namespace {

using Json = nlohmann::ordered_json;

struct Options {
  std::vector<std::string> names;
  std::vector<std::string> catalogue, plugins;
  bool json = false;
};

/// The period of the family's first seed, for people.
std::string period_text(const CatalogueEntry& entry) {
  if (entry.family == nullptr) return "-";
  const PeriodRule& rule = entry.family->facts().period;
  if (!entry.seeds.empty()) return rule.text(entry.seeds.front());
  return rule.is_unbounded() ? "unbounded" : "by its parameters";
}

std::string names_text(const CatalogueEntry& entry) {
  return entry.names_per_period ? std::to_string(*entry.names_per_period) : "-";
}

/// True when no known seed can be generated without an observation that the user gives.
bool needs_observation(const CatalogueEntry& entry) {
  if (entry.family == nullptr) return false;
  const auto schema = entry.family->facts().parameters;
  if (entry.seeds.empty())
    return std::ranges::find(schema, ParameterType::observation, &ParameterSpec::type) != schema.end();
  return std::ranges::all_of(entry.seeds, [&](const Seed& seed) { return missing_observation(seed, schema); });
}

std::string state_text(const CatalogueEntry& entry) {
  if (!entry.unavailable.empty()) return "listed only";
  if (needs_observation(entry)) return "needs an observation";
  if (entry.seeds.empty()) return "needs parameters";
  return "";
}

void put_families(const std::vector<const CatalogueEntry*>& entries, Sink& out) {
  std::vector<std::vector<std::string>> rows{
      {"FAMILY", "MALWARE", "TAXONOMY", "SCHEME", "PERIOD", "NAMES", "SEEDS", ""}};
  for (const CatalogueEntry* entry : entries) {
    rows.push_back({entry->id, entry->malware, std::string(to_text(entry->taxonomy)),
                    std::string(to_text(entry->scheme)), period_text(*entry), names_text(*entry),
                    std::to_string(entry->seeds.size()), state_text(*entry)});
  }
  put_table(rows, {5, 6}, 28, out);
}

std::string value_text(const Seed& seed, const ParameterSpec& spec) {
  if (!seed.has(spec.name)) return "none";
  switch (spec.type) {
    case ParameterType::boolean:
      return seed.flag(spec.name) ? "true" : "false";
    case ParameterType::i32:
    case ParameterType::i64:
      return std::to_string(seed.i64(spec.name));
    case ParameterType::string:
    case ParameterType::enumeration:
      return std::string(seed.text(spec.name));
    case ParameterType::bytes:
      return std::to_string(seed.text(spec.name).size()) + " octets";
    case ParameterType::word_list:
      return std::to_string(seed.words(spec.name).size()) + " words";
    case ParameterType::number_list: {
      std::string text;
      for (const std::uint64_t number : seed.numbers(spec.name))
        text.append(text.empty() ? "" : " ").append(std::to_string(number));
      return text;
    }
    case ParameterType::instant:
      return format_instant(seed.instant(spec.name));
    case ParameterType::observation:
      return json_text(seed.observation(spec.name));
    default: {
      char text[24];
      std::snprintf(text, sizeof text, seed.u64(spec.name) > 0xFFFF ? "0x%llx" : "%llu",
                    static_cast<unsigned long long>(seed.u64(spec.name)));
      return text;
    }
  }
}

/// What a person should know of a seed: its marks, then its note.
std::string remark_text(const Seed& seed) {
  std::string text;
  if (seed.marks().tentative)
    text.append("tentative: fewer than ").append(std::to_string(kProvedNames)).append(" proved names");
  if (seed.marks().only_named) text.append(text.empty() ? "" : "; ").append("in lists only where it is named");
  if (!seed.note().empty()) text.append(text.empty() ? "" : "; ").append(seed.note());
  return text;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text.append(text.empty() ? "" : ", ").append(word);
  return text;
}

/// The list of the first seed that holds `now`, and the two after it: their bounds and how many names each has.
void put_next_lists(const CatalogueEntry& entry, UtcSeconds now, Sink& out) {
  const auto generatable = std::ranges::find_if(
      entry.seeds, [&](const Seed& seed) { return !missing_observation(seed, entry.family->facts().parameters); });
  if (generatable == entry.seeds.end()) return;
  DomainList names;
  Period period = entry.family->facts().period.containing(*generatable, now);
  for (int i = 0; i < 3; ++i) {
    names.clear();
    entry.family->generate(*generatable, period, names);
    const std::string bounds =
        period == kUnbounded ? "at all times" : format_instant(period.begin) + " to " + format_instant(period.end);
    put_line(out, i == 0 ? "next lists" : "",
             bounds + ": " + std::to_string(names.size()) + " names (" + entry.id + "/" + generatable->id() + ")");
    const Period next = entry.family->facts().period.containing(*generatable, period.end);
    if (next.end <= period.end) break;
    period = next;
  }
}

void put_details(const CatalogueEntry& entry, UtcSeconds now, Sink& out) {
  put_line(out, "family", entry.id);
  put_line(out, "malware", entry.malware);
  put_line(out, "also called", joined(entry.aliases));
  if (!entry.malpedia.id.empty()) put_line(out, "Malpedia", entry.malpedia.url());
  put_line(out, "summary", entry.summary);
  put_line(out, "taxonomy", std::string(to_text(entry.taxonomy)).append(", scheme ").append(to_text(entry.scheme)));
  put_line(out, "period", period_text(entry) + (entry.period_note.empty() ? "" : " (" + entry.period_note + ")"));
  put_line(out, "names",
           names_text(entry) + " a period" + (entry.names_note.empty() ? "" : " (" + entry.names_note + ")"));
  if (entry.family != nullptr && entry.family->facts().look_back > 0) {
    put_line(out, "look-back",
             "bots also try the lists of the " + std::to_string(entry.family->facts().look_back) + " periods before");
  }
  if (entry.family != nullptr) put_next_lists(entry, now, out);
  put_line(out, "suffixes", joined(entry.suffixes));
  if (entry.label_max > 0) {
    put_line(
        out, "label",
        std::to_string(entry.label_min) + " to " + std::to_string(entry.label_max) + " of " + entry.alphabet.text());
  }
  put_line(out, "first seen", to_text(entry.first_seen));
  put_line(out, "unavailable", entry.unavailable);
  put_line(out, "uncertain", entry.uncertainty.text);
  if (entry.uncertainty.slack_days > 0)
    put_line(out, "", "careful lists add " + std::to_string(entry.uncertainty.slack_days) + " day(s) on both sides");
  if (entry.needs_lists)
    put_line(out, "collisions", "many of its names are others': give lists of names in use (--allow, --registered)");
  put_line(out, "verified", entry.verified);
  for (std::size_t i = 0; i < entry.sources.size(); ++i) put_line(out, i == 0 ? "sources" : "", entry.sources[i]);
  if (entry.family != nullptr) {
    const auto schema = entry.family->facts().parameters;
    for (std::size_t i = 0; i < schema.size(); ++i) {
      std::string text = std::string(schema[i].name) + " (" + std::string(to_text(schema[i].type));
      if (!schema[i].choices.empty()) text.append(" ").append(schema[i].choices);
      text.append(")");
      for (const ParameterFact& fact : entry.parameters) {
        if (fact.name != schema[i].name) continue;
        text.append(": ").append(fact.meaning);
        if (fact.default_json.empty()) continue;
        const Json value = Json::parse(fact.default_json, nullptr, false);
        if (value.is_string() || value.is_number())
          text.append("; default ").append(value.is_string() ? text_of(value) : fact.default_json);
      }
      put_line(out, i == 0 ? "parameters" : "", text);
    }
    for (std::size_t i = 0; i < entry.seeds.size(); ++i) {
      const Seed& seed = entry.seeds[i];
      std::string text = entry.id + "/" + seed.id();
      for (const ParameterSpec& spec : schema)
        text.append(" ").append(spec.name).append("=").append(value_text(seed, spec));
      const std::string remark = remark_text(seed);
      if (!remark.empty()) text.append("  # ").append(remark);
      put_line(out, i == 0 ? "seeds" : "", text);
    }
  }
}

Json to_json(const CatalogueEntry& entry) {
  Json json;
  json["id"] = entry.id;
  json["malware"] = entry.malware;
  json["aliases"] = entry.aliases;
  if (!entry.malpedia.id.empty()) {
    json["malpedia"] = {{"id", entry.malpedia.id}, {"name", entry.malpedia.name}, {"uuid", entry.malpedia.uuid}};
  }
  json["summary"] = entry.summary;
  json["taxonomy"] = to_text(entry.taxonomy);
  json["scheme"] = to_text(entry.scheme);
  json["period"] = period_text(entry);
  json["period_note"] = entry.period_note;
  const Json per_period = entry.names_per_period ? Json(*entry.names_per_period) : Json(nullptr);
  json["names"] = {{"per_period", per_period}, {"note", entry.names_note}};
  json["domains_per_period"] = per_period;  // the old key, for one release
  json["look_back"] = entry.family == nullptr ? 0 : entry.family->facts().look_back;
  json["suffixes"] = entry.suffixes;
  json["first_seen"] = to_text(entry.first_seen);
  json["generatable"] = entry.unavailable.empty();
  if (!entry.unavailable.empty()) {
    json["unavailable"] = entry.unavailable;
    json["reason"] = entry.unavailable;  // the old key, for one release
  }
  json["needs_observation"] = needs_observation(entry);
  json["uncertainty"] = entry.uncertainty.text;
  json["slack_days"] = entry.uncertainty.slack_days;
  json["needs_lists"] = entry.needs_lists;
  json["parameters"] = Json::array();
  for (const ParameterFact& fact : entry.parameters) {
    Json item{{"name", fact.name}, {"meaning", fact.meaning}};
    if (!fact.default_json.empty()) item["default"] = Json::parse(fact.default_json, nullptr, false);
    if (entry.family != nullptr) {
      for (const ParameterSpec& spec : entry.family->facts().parameters) {
        if (spec.name == fact.name) item["type"] = to_text(spec.type);
      }
    }
    json["parameters"].push_back(std::move(item));
  }
  json["seeds"] = Json::array();
  for (const Seed& seed : entry.seeds) {
    json["seeds"].push_back({{"id", seed.id()},
                             {"note", seed.note()},
                             {"tentative", seed.marks().tentative},
                             {"only_named", seed.marks().only_named}});
  }
  json["sources"] = entry.sources;
  json["verified"] = entry.verified;
  return json;
}

void run(const Options& options, const Context& context) {
  const auto catalogue = catalogue_of(context, options.catalogue, options.plugins);
  std::vector<const CatalogueEntry*> entries;
  for (const std::string& name : options.names) {
    for (const CatalogueEntry* entry : named_families(*catalogue, name, "")) {
      if (std::ranges::find(entries, entry) == entries.end()) entries.push_back(entry);
    }
  }
  if (options.names.empty()) {
    for (const CatalogueEntry& entry : catalogue->entries()) entries.push_back(&entry);
  }
  const UtcSeconds now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  with_output("-", [&](Output& output) {
    Sink out{output};
    if (options.json) {
      for (const CatalogueEntry* entry : entries) out.put(std::string_view{json_text(to_json(*entry))}, '\n');
    } else if (options.names.empty()) {
      put_families(entries, out);
    } else {
      for (std::size_t i = 0; i < entries.size(); ++i) {
        if (i > 0) out.put('\n');
        put_details(*entries[i], now, out);
      }
    }
    out.flush();
  });
}

}  // namespace

void add_families(Arguments& command, Context& context) {
  const auto options = std::make_shared<Options>();
  command.add(option::family_names, options->names);
  command.add(option::json_lines, options->json);
  command.add(option::catalogue, options->catalogue);
  command.add(option::plugin, options->plugins);
  command.run([options, &context] { run(*options, context); });
}

}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
#include "blocklists/publish/feed_config.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <set>

#include "blocklists/names/hostname.h"
#include "blocklists/names/public_suffix.h"
#include "blocklists/select/name_filter.h"
#include "dga/core/json_text.h"
#include "dga/random/digest.h"

namespace dgacast {
namespace {

using nlohmann::json;
using Path = std::vector<std::string>;

enum class Kind : std::uint8_t {
  text,
  word,    ///< one of `choices`
  number,  ///< least..most
  flag,
  texts,    ///< array of texts
  section,  ///< object of the section `choices`
  rows,     ///< array of objects of the section `choices`
  map       ///< object from patterns to what the section `choices` says; to texts when it is empty
};

/// One key. `section` names the kind of object in which it stands ("" is the file itself).
struct Key {
  std::string_view section = {}, name = {};
  Kind kind = Kind::text;
  std::string_view choices = {};   ///< words apart by spaces, or the section of an object
  std::string_view fallback = {};  ///< as JSON; empty: none
  std::string_view meaning = {};
  std::uint64_t least = 0, most = 0;
  bool required = false;
};

constexpr std::uint64_t kMostDays = 3660;
constexpr std::uint64_t kMostNames = 1'000'000'000;
constexpr std::uint64_t kMostSeconds = 86'400;

constexpr auto kKeys = std::to_array<Key>({
    {.section = "",
     .name = "feed",
     .kind = Kind::text,
     .meaning = "name of the feed, for the manifest",
     .required = true},
    {.section = "",
     .name = "folder",
     .kind = Kind::text,
     .meaning = "where the feed is published: FOLDER/current is the "
                "last issue. Relative to the folder of this file, as all paths are",
     .required = true},
    {.section = "",
     .name = "families",
     .kind = Kind::texts,
     .fallback = "[\"*\"]",
     .meaning = "families and seeds: "
                "patterns (* ? []) of ids, aliases or malware, or of FAMILY/SEED"},
    {.section = "",
     .name = "exclude",
     .kind = Kind::texts,
     .fallback = "[]",
     .meaning = "patterns of families and seeds to leave out"},
    {.section = "",
     .name = "horizon",
     .kind = Kind::section,
     .choices = "horizon",
     .meaning = "the days whose lists are published"},
    {.section = "",
     .name = "catalogue",
     .kind = Kind::texts,
     .fallback = "[]",
     .meaning = "files, or folders of *.json, with seeds and facts to add"},
    {.section = "", .name = "plugins", .kind = Kind::texts, .fallback = "[]", .meaning = "plugins, or folders of them"},
    {.section = "",
     .name = "imports",
     .kind = Kind::texts,
     .fallback = "[]",
     .meaning = "lists of others to add (see dgacast import)"},
    {.section = "",
     .name = "tlds",
     .kind = Kind::texts,
     .fallback = "[]",
     .meaning = "only names below these top-level domains; joins with suffixes"},
    {.section = "",
     .name = "suffixes",
     .kind = Kind::texts,
     .fallback = "[]",
     .meaning = "only names below these public suffixes"},
    {.section = "",
     .name = "outputs",
     .kind = Kind::rows,
     .choices = "output",
     .meaning = "the files of an issue",
     .required = true},
    {.section = "",
     .name = "keep",
     .kind = Kind::number,
     .fallback = "14",
     .meaning = "issues that stay on the disk, the current one among them",
     .least = 1,
     .most = 10'000},
    {.section = "",
     .name = "guards",
     .kind = Kind::section,
     .choices = "guards",
     .meaning = "when the old issue stays: exit status 3"},
    {.section = "", .name = "sign", .kind = Kind::section, .choices = "sign", .meaning = "signatures"},
    {.section = "",
     .name = "after",
     .kind = Kind::rows,
     .choices = "command",
     .meaning = "programs to run, in order, when an issue is in place"},
    {.section = "",
     .name = "metrics",
     .kind = Kind::text,
     .meaning = "file that each run writes for Prometheus (the textfile collector of its node exporter): NAME.prom"},

    {.section = "horizon",
     .name = "past_days",
     .kind = Kind::number,
     .fallback = "0",
     .meaning = "days before the issue's date, for bots whose clocks are slow",
     .most = kMostDays},
    {.section = "horizon",
     .name = "future_days",
     .kind = Kind::number,
     .fallback = "0",
     .meaning = "days after the issue's date: the lead time",
     .most = kMostDays},
    {.section = "horizon",
     .name = "families",
     .kind = Kind::map,
     .choices = "horizon_of",
     .meaning = "another horizon for the families or seeds of a pattern; of several patterns the last in the order of "
                "octets decides"},
    {.section = "horizon_of",
     .name = "past_days",
     .kind = Kind::number,
     .meaning = "as above; default: that of the feed",
     .most = kMostDays},
    {.section = "horizon_of",
     .name = "future_days",
     .kind = Kind::number,
     .meaning = "as above; default: that of the feed",
     .most = kMostDays},

    {.section = "output",
     .name = "name",
     .kind = Kind::text,
     .meaning = "file name without extension: letters, digits, '-', '_', '.'",
     .required = true},
    {.section = "output",
     .name = "format",
     .kind = Kind::text,
     .meaning = "one of 'dgacast formats'",
     .required = true},
    {.section = "output",
     .name = "families",
     .kind = Kind::texts,
     .fallback = "[\"*\"]",
     .meaning = "patterns: only these of the feed's families and seeds, and of its imports"},
    {.section = "output",
     .name = "exclude",
     .kind = Kind::texts,
     .fallback = "[]",
     .meaning = "patterns of families and seeds that this output leaves out"},
    {.section = "output",
     .name = "stability",
     .kind = Kind::word,
     .choices = "all fixed moving",
     .fallback = "\"all\"",
     .meaning = "fixed: only lists whose period is 28 days or longer; moving: only the others"},
    {.section = "output",
     .name = "tlds",
     .kind = Kind::texts,
     .fallback = "[]",
     .meaning = "only names below these; default: what the feed says"},
    {.section = "output",
     .name = "suffixes",
     .kind = Kind::texts,
     .fallback = "[]",
     .meaning = "only names below these; default: what the feed says"},
    {.section = "output",
     .name = "split",
     .kind = Kind::flag,
     .fallback = "false",
     .meaning = "one file, NAME.SUFFIX, for each of tlds and suffixes"},
    {.section = "output",
     .name = "compress",
     .kind = Kind::word,
     .choices = "none gzip zstd",
     .fallback = "\"none\"",
     .meaning = "compression of the file"},
    {.section = "output",
     .name = "serial",
     .kind = Kind::word,
     .choices = "unix date",
     .fallback = "\"unix\"",
     .meaning = "unix: max(old + 1, Unix time of the date); date: YYYYMMDDnn. Only changed content moves it"},
    {.section = "output",
     .name = "rpz",
     .kind = Kind::section,
     .choices = "rpz",
     .meaning = "of formats that are zones"},
    {.section = "output", .name = "min_names", .kind = Kind::number, .meaning = "as in guards", .most = kMostNames},
    {.section = "output", .name = "max_names", .kind = Kind::number, .meaning = "as in guards", .most = kMostNames},
    {.section = "output",
     .name = "max_churn_percent",
     .kind = Kind::number,
     .meaning = "as in guards",
     .most = 1'000'000},
    {.section = "output",
     .name = "validate",
     .kind = Kind::section,
     .choices = "command",
     .meaning = "a program that must end with 0; {file} in its words is the file"},

    {.section = "rpz", .name = "origin", .kind = Kind::text, .meaning = "zone name", .required = true},
    {.section = "rpz",
     .name = "action",
     .kind = Kind::text,
     .fallback = "\"nxdomain\"",
     .meaning = "nxdomain, nodata, drop, passthru, tcp-only, cname:NAME or a:IP"},
    {.section = "rpz",
     .name = "actions",
     .kind = Kind::map,
     .meaning = "another action for the names of the families of a pattern; of several patterns the last in the order "
                "of octets decides"},
    {.section = "rpz",
     .name = "ttl",
     .kind = Kind::number,
     .fallback = "300",
     .meaning = "seconds",
     .most = 0x7FFF'FFFF},

    {.section = "guards",
     .name = "min_names",
     .kind = Kind::number,
     .fallback = "1",
     .meaning = "names that each output must have",
     .most = kMostNames},
    {.section = "guards",
     .name = "max_names",
     .kind = Kind::number,
     .meaning = "names that each output may have",
     .most = kMostNames},
    {.section = "guards",
     .name = "max_churn_percent",
     .kind = Kind::number,
     .meaning = "added and released names, in percent of the last issue's",
     .most = 1'000'000},
    {.section = "guards",
     .name = "selftest",
     .kind = Kind::flag,
     .fallback = "true",
     .meaning = "the built-in families that are used must make their golden lists"},
    {.section = "guards",
     .name = "max_suffix_list_days",
     .kind = Kind::number,
     .meaning = "age that the Public Suffix List may have",
     .most = 100'000},

    {.section = "sign",
     .name = "minisign",
     .kind = Kind::text,
     .meaning = "secret key without a password (minisign -G -W): a file that only its owner may read, or "
                "credential:NAME for a systemd credential",
     .required = true},

    {.section = "command",
     .name = "command",
     .kind = Kind::texts,
     .meaning = "program and arguments; no shell sees them",
     .required = true},
    {.section = "command",
     .name = "timeout_seconds",
     .kind = Kind::number,
     .fallback = "60",
     .meaning = "then it is killed",
     .least = 1,
     .most = kMostSeconds},
});

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    words.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

std::string_view kind_text(Kind kind) {
  switch (kind) {
    case Kind::text:
    case Kind::word:
      return "text";
    case Kind::number:
      return "a whole number";
    case Kind::flag:
      return "true or false";
    case Kind::texts:
      return "a list of texts";
    case Kind::rows:
      return "a list of objects";
    case Kind::section:
    case Kind::map:
      break;
  }
  return "an object";
}

Path below(Path path, std::string key) {
  path.push_back(std::move(key));
  return path;
}

/// One object of the file, checked against the table: then every value has the type that the table says.
class Object {
 public:
  Object(const JsonText& document, Path path, std::string_view section)
      : document_(document), path_(std::move(path)), section_(section), value_(&document.value()) {
    for (const std::string& key : path_) value_ = value_->is_array() ? &value_->at(std::stoul(key)) : &value_->at(key);
    if (!value_->is_object())
      fail(path_, (value_->is_array() ? "a list" : quote(value_->dump())) + " stands where an object belongs",
           "write { ... }");
    std::vector<std::string_view> known;
    for (const Key& key : kKeys) {
      if (key.section == section_) known.push_back(key.name);
    }
    document_.only_keys(path_, known);
    for (const Key& key : kKeys) {
      if (key.section == section_) check(key);
    }
  }

  bool has(std::string_view name) const { return value_->contains(name); }
  std::string where(std::string_view name) const { return document_.where(below(path_, std::string(name))); }
  std::string where() const { return document_.where(path_); }

  std::string text(std::string_view name) const { return json_of(name).get<std::string>(); }
  bool flag(std::string_view name) const { return json_of(name).get<bool>(); }
  std::uint64_t number(std::string_view name) const { return json_of(name).get<std::uint64_t>(); }
  std::optional<std::uint64_t> number_if(std::string_view name) const {
    return has(name) ? std::optional{number(name)} : std::nullopt;
  }
  std::vector<std::string> texts(std::string_view name) const { return json_of(name).get<std::vector<std::string>>(); }
  std::vector<PatternAt> patterns(std::string_view name) const {
    std::vector<PatternAt> result;
    const std::vector<std::string> all = texts(name);
    for (std::size_t i = 0; i < all.size(); ++i)
      result.push_back({all[i], has(name) ? document_.where(below(below(path_, std::string(name)), std::to_string(i)))
                                          : std::string()});
    return result;
  }
  std::optional<Object> section(std::string_view name) const {
    if (!has(name)) return std::nullopt;
    return Object{document_, below(path_, std::string(name)), key(name).choices};
  }
  std::vector<Object> rows(std::string_view name) const {
    std::vector<Object> result;
    if (!has(name)) return result;
    for (std::size_t i = 0; i < value_->at(std::string(name)).size(); ++i)
      result.emplace_back(document_, below(below(path_, std::string(name)), std::to_string(i)), key(name).choices);
    return result;
  }
  /// The keys of a map, each with what stands below it.
  std::vector<std::pair<std::string, Object>> map(std::string_view name) const {
    std::vector<std::pair<std::string, Object>> result;
    if (!has(name)) return result;
    for (const auto& [pattern, value] : value_->at(std::string(name)).items())
      result.emplace_back(pattern,
                          Object{document_, below(below(path_, std::string(name)), pattern), key(name).choices});
    return result;
  }
  /// A map to texts: pattern, text, place.
  std::vector<std::array<std::string, 3>> text_map(std::string_view name) const {
    std::vector<std::array<std::string, 3>> result;
    if (!has(name)) return result;
    for (const auto& [pattern, value] : value_->at(std::string(name)).items()) {
      const Path path = below(below(path_, std::string(name)), pattern);
      if (!value.is_string()) fail(path, quote(pattern) + " must be text", "write for example \"drop\"");
      result.push_back({pattern, value.get<std::string>(), document_.where(path)});
    }
    return result;
  }

 private:
  const Key& key(std::string_view name) const {
    return *std::ranges::find_if(kKeys, [&](const Key& one) { return one.section == section_ && one.name == name; });
  }
  /// The value, or the table's fallback.
  json json_of(std::string_view name) const {
    return has(name) ? value_->at(std::string(name)) : json::parse(key(name).fallback);
  }
  [[noreturn]] void fail(const Path& path, std::string what, std::string mend) const {
    throw InputError{{document_.where(path), std::move(what), std::move(mend)}};
  }
  void check(const Key& key) const {
    const std::string name(key.name);
    if (!value_->contains(name)) {
      if (key.required) fail(path_, "the key " + quote(name) + " is missing", "add it: " + std::string(key.meaning));
      return;
    }
    const json& value = value_->at(name);
    const Path path = below(path_, name);
    const auto wrong_type = [&] {
      fail(path,
           quote(name) + " must be " + std::string(kind_text(key.kind)) + ", not " +
               (value.is_structured() ? value.is_array() ? "a list" : "an object" : quote(value.dump())),
           std::string(key.meaning));
    };
    switch (key.kind) {
      case Kind::text:
        if (!value.is_string()) wrong_type();
        if (value.get<std::string>().empty()) fail(path, quote(name) + " is empty", std::string(key.meaning));
        break;
      case Kind::word: {
        if (!value.is_string()) wrong_type();
        const auto choices = words_of(key.choices);
        const auto word = value.get<std::string>();
        std::string list = "give ";
        for (const std::string_view choice : choices) list.append(list == "give " ? "" : ", ").append(choice);
        if (std::ranges::find(choices, word) == choices.end())
          fail(path, quote(name) + " is " + quote(word), suggest(word, choices, list));
        break;
      }
      case Kind::number:
        if (!value.is_number_integer()) wrong_type();
        if (!value.is_number_unsigned() || value.get<std::uint64_t>() < key.least ||
            value.get<std::uint64_t>() > key.most)
          fail(path, quote(name) + " is " + value.dump(),
               "give " + std::to_string(key.least) + " to " + std::to_string(key.most));
        break;
      case Kind::flag:
        if (!value.is_boolean()) wrong_type();
        break;
      case Kind::texts:
        if (!value.is_array()) wrong_type();
        for (std::size_t i = 0; i < value.size(); ++i) {
          if (!value[i].is_string() || value[i].get<std::string>().empty())
            fail(below(path, std::to_string(i)), quote(name) + " holds " + value[i].dump(), "give a list of texts");
        }
        break;
      case Kind::section:
      case Kind::map:
        if (!value.is_object()) wrong_type();
        break;
      case Kind::rows:
        if (!value.is_array()) wrong_type();
        break;
    }
  }

  const JsonText& document_;
  Path path_;
  std::string_view section_;
  const json* value_;
};

Horizon horizon_of(const Object& object, Horizon base) {
  if (object.has("past_days")) base.past = std::chrono::days{object.number("past_days")};
  if (object.has("future_days")) base.future = std::chrono::days{object.number("future_days")};
  return base;
}

CommandLine command_of(const Object& object) {
  CommandLine command{object.texts("command"), std::chrono::seconds{object.number("timeout_seconds")}};
  if (command.words.empty())
    throw InputError{{object.where("command"), "'command' is empty", "give the program and its arguments"}};
  return command;
}

/// The ends of names in canonical form. A NameFilter made of them is thrown away: here only its messages count.
std::vector<std::string> ends_of(const Object& object, std::string_view name, const PublicSuffixes& suffixes) {
  std::vector<std::string> result;
  for (const PatternAt& end : object.patterns(name)) {
    NameFilter probe{suffixes};
    name == "tlds" ? probe.add_tld(end.pattern, end.where) : probe.add_suffix(end.pattern, end.where);
    result.push_back(*canonical_name(end.pattern));
  }
  return result;
}

Limits limits_of(const Object& object, Limits base) {
  if (const auto number = object.number_if("min_names")) base.min_names = *number;
  if (const auto number = object.number_if("max_names")) base.max_names = number;
  if (const auto number = object.number_if("max_churn_percent"))
    base.max_churn_percent = static_cast<std::uint32_t>(*number);
  if (base.max_names && *base.max_names < base.min_names) {
    throw InputError{
        {object.where(object.has("max_names") ? "max_names" : "min_names"),
         "'max_names' " + std::to_string(*base.max_names) + " is below 'min_names' " + std::to_string(base.min_names),
         "exchange the two"}};
  }
  return base;
}

void read_rpz(const Object& object, OutputConfig& output) {
  const auto rpz = object.section("rpz");
  if (!output.format->facts().zone) {
    if (rpz)
      throw InputError{{object.where("rpz"), "'rpz' stands beside the format " + std::string(output.format->facts().id),
                        "leave it out, or take the format rpz"}};
    return;
  }
  if (!rpz)
    throw InputError{{output.where, "the zone of output " + quote(output.name) + " has no name",
                      "add \"rpz\": {\"origin\": \"dga.rpz.example\"}"}};
  output.rpz.origin = parse_zone_name(rpz->text("origin"), rpz->where("origin"));
  output.rpz.policy = parse_policy(*output.format, rpz->text("action"), rpz->where("action"));
  output.rpz.ttl = static_cast<std::uint32_t>(rpz->number("ttl"));
  for (const auto& [pattern, action, where] : rpz->text_map("actions"))
    output.actions.push_back({pattern, where, parse_policy(*output.format, action, where)});
}

std::vector<OutputConfig> outputs_of(const Object& object, const Limits& limits, const std::vector<std::string>& tlds,
                                     const std::vector<std::string>& ends, const PublicSuffixes& suffixes) {
  OutputConfig output;
  output.where = object.where();
  output.name = object.text("name");
  constexpr std::size_t kLongestFileName = 100;
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == '.';
  };
  if (output.name.size() > kLongestFileName || !std::ranges::all_of(output.name, fits) || output.name.starts_with('.'))
    throw InputError{{object.where("name"), quote(output.name) + " is no name for a file",
                      "take letters, digits, '-', '_' and '.', no '.' in front, 100 at most"}};
  output.format = &find_format(object.text("format"), object.where("format"));
  output.families = object.patterns("families");
  output.exclude = object.patterns("exclude");
  const std::string stability = object.text("stability");
  output.stability = stability == "all" ? Stability::all : stability == "fixed" ? Stability::fixed : Stability::moving;
  const bool own = object.has("tlds") || object.has("suffixes");
  output.tlds = own ? ends_of(object, "tlds", suffixes) : tlds;
  output.suffixes = own ? ends_of(object, "suffixes", suffixes) : ends;
  if (const std::string method = object.text("compress"); method != "none")
    output.compression = parse_compression(method, object.where("compress"));
  output.serial = object.text("serial") == "date" ? SerialRule::date : SerialRule::unix_time;
  output.limits = limits_of(object, limits);
  if (const auto validate = object.section("validate")) output.validate = command_of(*validate);
  read_rpz(object, output);
  if (!object.flag("split")) return {output};

  if (output.tlds.empty() && output.suffixes.empty())
    throw InputError{{object.where("split"), "'split' has nothing to split by", "add tlds or suffixes"}};
  if (output.format->facts().zone)
    throw InputError{{object.where("split"), "'split' would give several zones one name",
                      "write an output a zone, each with its own origin"}};
  std::vector<OutputConfig> parts;
  const auto part = [&](const std::string& end, bool tld) {
    parts.push_back(output);
    parts.back().name.append(".").append(end);
    parts.back().tlds = tld ? std::vector{end} : std::vector<std::string>{};
    parts.back().suffixes = tld ? std::vector<std::string>{} : std::vector{end};
  };
  for (const std::string& tld : output.tlds) part(tld, true);
  for (const std::string& end : output.suffixes) part(end, false);
  return parts;
}

json schema_of(std::string_view section) {
  json properties = json::object(), required = json::array();
  for (const Key& key : kKeys) {
    if (key.section != section) continue;
    json one;
    switch (key.kind) {
      case Kind::text:
        one = {{"type", "string"}, {"minLength", 1}};
        break;
      case Kind::word:
        one = {{"enum", words_of(key.choices)}};
        break;
      case Kind::number:
        one = {{"type", "integer"}, {"minimum", key.least}, {"maximum", key.most}};
        break;
      case Kind::flag:
        one = {{"type", "boolean"}};
        break;
      case Kind::texts:
        one = {{"type", "array"}, {"items", {{"type", "string"}, {"minLength", 1}}}};
        break;
      case Kind::section:
        one = schema_of(key.choices);
        break;
      case Kind::rows:
        one = {{"type", "array"}, {"items", schema_of(key.choices)}};
        if (key.required) one["minItems"] = 1;
        break;
      case Kind::map:
        one = {{"type", "object"}};
        one["additionalProperties"] = key.choices.empty() ? json{{"type", "string"}} : schema_of(key.choices);
        break;
    }
    one["description"] = key.meaning;
    if (!key.fallback.empty()) one["default"] = json::parse(key.fallback);
    if (section == "output" && key.name == "format") {
      for (const Format* format : formats()) one["enum"].push_back(format->facts().id);
    }
    properties[std::string(key.name)] = std::move(one);
    if (key.required) required.push_back(key.name);
  }
  json schema{{"type", "object"}, {"additionalProperties", false}, {"properties", std::move(properties)}};
  if (!required.empty()) schema["required"] = std::move(required);
  return schema;
}

void append_help(std::string& text, std::string_view section, const std::string& prefix) {
  for (const Key& key : kKeys) {
    if (key.section != section) continue;
    const std::string name = prefix + std::string(key.name);
    text.append(name).append("\n    ").append(key.meaning).append(".\n    ");
    text.append(key.kind == Kind::word ? key.choices : kind_text(key.kind));
    if (key.kind == Kind::number)
      text.append(", ").append(std::to_string(key.least)).append(" to ").append(std::to_string(key.most));
    text.append(key.required ? "; must be there" : "");
    if (!key.fallback.empty()) text.append("; default ").append(key.fallback);
    text.append("\n");
    if (key.kind == Kind::section) append_help(text, key.choices, name + ".");
    if (key.kind == Kind::rows) append_help(text, key.choices, name + "[].");
    if (key.kind == Kind::map && !key.choices.empty()) append_help(text, key.choices, name + ".PATTERN.");
  }
}

}  // namespace

std::string OutputConfig::file_name() const {
  std::string file = name + std::string(format->facts().extension);
  if (compression == Compression::gzip) file.append(".gz");
  if (compression == Compression::zstd) file.append(".zst");
  return file;
}

FeedConfig parse_feed_config(std::string_view text, std::string_view name) {
  const JsonText document = JsonText::parse(text, name);
  const Object top{document, {}, ""};
  const PublicSuffixes suffixes;
  FeedConfig config;
  config.name = top.text("feed");
  config.folder = top.text("folder");
  config.families = top.patterns("families");
  config.exclude = top.patterns("exclude");
  if (const auto horizon = top.section("horizon")) {
    config.horizon = horizon_of(*horizon, {});
    for (const auto& [pattern, own] : horizon->map("families"))
      config.horizons.push_back({pattern, own.where(), horizon_of(own, config.horizon)});
  }
  config.catalogue = top.texts("catalogue");
  config.plugins = top.texts("plugins");
  config.imports = top.texts("imports");
  const auto tlds = ends_of(top, "tlds", suffixes);
  const auto ends = ends_of(top, "suffixes", suffixes);
  Limits limits;
  if (const auto guards = top.section("guards")) {
    limits = limits_of(*guards, limits);
    config.selftest = guards->flag("selftest");
    if (const auto most = guards->number_if("max_suffix_list_days"))
      config.max_suffix_list_days = static_cast<std::uint32_t>(*most);
  }
  std::set<std::string> names;
  for (const Object& row : top.rows("outputs")) {
    for (OutputConfig& output : outputs_of(row, limits, tlds, ends, suffixes)) {
      if (!names.insert(output.name).second)
        throw InputError{{row.where("name"), "two outputs have the name " + quote(output.name), "give each its own"}};
      config.outputs.push_back(std::move(output));
    }
  }
  if (config.outputs.empty())
    throw InputError{{top.where("outputs"), "'outputs' is empty", "give at least one output"}};
  config.keep = static_cast<std::uint32_t>(top.number("keep"));
  if (const auto sign = top.section("sign")) config.minisign_key = sign->text("minisign");
  for (const Object& row : top.rows("after")) config.after.push_back(command_of(row));
  if (top.has("metrics")) config.metrics = top.text("metrics");
  const Sha256Digest digest = sha256(text);
  config.digest.resize(2 * digest.size());
  hex_digits(digest, config.digest.data());
  return config;
}

std::string feed_config_help() {
  std::string text = "A feed's configuration is one JSON object. [] stands for each of a list.\n\n";
  append_help(text, "", "");
  return text;
}

std::string feed_config_schema() {
  json schema = schema_of("");
  schema["$schema"] = "https://json-schema.org/draft/2020-12/schema";
  schema["title"] = "dgacast feed";
  return schema.dump(2) + "\n";
}

}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
#include "blocklists/feed/feed_config.h"

#include <algorithm>
#include <set>

#include "blocklists/feed/config_object.h"
#include "blocklists/io/file.h"
#include "blocklists/names/hostname.h"
#include "blocklists/options/running.h"
#include "blocklists/options/value.h"
#include "blocklists/sign/verify.h"
#include "dga/random/digest.h"

namespace dgacast {
namespace {

Horizon horizon_of(const ConfigObject& object, Horizon base) {
  if (object.has("past_days")) base.past = std::chrono::days{object.number("past_days")};
  if (object.has("future_days")) base.future = std::chrono::days{object.number("future_days")};
  return base;
}

CommandLine command_of(const ConfigObject& object) {
  CommandLine command{object.texts("command"), std::chrono::seconds{object.number("timeout_seconds")}};
  if (command.words.empty())
    throw InputError{{object.where("command"), "'command' is empty", "give the program and its arguments"}};
  return command;
}

NameEnds ends_of(const ConfigObject& object) {
  NameEnds ends;
  for (const PatternAt& tld : object.patterns("tlds")) ends.add_tld(tld.pattern, tld.where);
  for (const PatternAt& suffix : object.patterns("suffixes")) ends.add_suffix(suffix.pattern, suffix.where);
  return ends;
}

Limits limits_of(const ConfigObject& object, Limits base) {
  if (const auto number = object.number_if("min_names")) base.min_names = *number;
  if (const auto number = object.number_if("max_names")) base.max_names = number;
  if (const auto number = object.number_if("max_churn_percent"))
    base.max_churn_percent = static_cast<std::uint32_t>(*number);
  if (const auto number = object.number_if("max_size_factor"))
    base.max_size_factor = static_cast<std::uint32_t>(*number);
  if (const auto number = object.number_if("max_collisions")) base.max_collisions = number;
  if (base.max_names && *base.max_names < base.min_names) {
    throw InputError{
        {object.where(object.has("max_names") ? "max_names" : "min_names"),
         "'max_names' " + std::to_string(*base.max_names) + " is below 'min_names' " + std::to_string(base.min_names),
         "exchange the two"}};
  }
  return base;
}

ListsConfig lists_of(const ConfigObject& object) {
  ListsConfig lists{object.texts("allow"),
                    object.texts("registered"),
                    object.texts("created"),
                    object.text_if("psl").value_or(""),
                    {},
                    object.flag("skip_bad_entries")};
  for (const auto& [path, day, where] : object.text_map("dates")) {
    bool listed = path == lists.psl;
    for (const auto* paths : {&lists.allow, &lists.registered, &lists.created})
      listed = listed || std::ranges::find(*paths, path) != paths->end();
    if (!listed)
      throw InputError{
          {where, quote(path) + " is none of the lists", "write it as allow, registered, created or psl do"}};
    lists.days.emplace(path, parse_date(day, where));
  }
  return lists;
}

ScreenConfig screen_of(const ConfigObject& object) {
  ScreenConfig screen;
  for (const PatternAt& actor : object.patterns("actors")) {
    screen.options.actors.push_back(parse_actor(actor.pattern, actor.where));
    // What registries and providers act on.
    screen.registrable = screen.registrable || screen.options.actors.back() != Actor::resolver;
  }
  screen.registrable = screen.registrable || object.flag("registrable");
  for (const PatternAt& flag : object.patterns("without"))
    screen.options.without.set(parse_flag(flag.pattern, flag.where));
  screen.options.on_collision = parse_effect(object.text("on_collision"), object.where());
  screen.options.least_confidence = static_cast<std::uint32_t>(object.number("min_confidence"));
  return screen;
}

void read_partner(const ConfigObject& object, OutputConfig& output) {
  const auto partner = object.section("partner");
  if (!partner) return;
  const std::string id(output.format.facts().id);
  for (const FeedKey& key : feed_keys()) {
    if (key.section != "partner" || !partner->has(key.name)) continue;
    std::string option(key.name);
    std::ranges::replace(option, '_', '-');
    if (!takes_partner_option(option, id))
      throw InputError{{partner->where(key.name), quote(key.name) + " cannot be combined with the format " + id,
                        "leave it out: it belongs to " + partner_formats(option)}};
  }
  PartnerOptions& options = output.partner;
  options.producer =
      checked_producer(partner->text("producer"), partner->has("producer") ? partner->where("producer") : "");
  options.tlp = parse_tlp(partner->text("tlp"), partner->where());
  options.action = checked_action(partner->text("action"), partner->has("action") ? partner->where("action") : "");
  options.epp.batch = static_cast<std::uint32_t>(partner->number("epp_batch"));
  options.epp.frame = partner->flag("epp_frame");
  options.stix_chunk = static_cast<std::uint32_t>(partner->number("stix_chunk"));
  output.epp_config = partner->text_if("epp_config").value_or("");
}

void check_shape(const ConfigObject& object, const OutputConfig& output) {
  if (output.split != SplitKey::none) {
    ListInfo info;
    info.partner = output.partner;
    check_split(output.format, info, output.split, object.where("split"));
    if (output.format.facts().zone)
      throw InputError{{object.where("split"), "'split' would give several zones one name",
                        "write an output a zone, each with its own origin"}};
  }
  if (output.compression != Compression::none && output.is_folder())
    throw InputError{
        {object.where("compress"), "'compress' is for a list of one file, and this one is a folder", "leave it out"}};
}

void read_rpz(const ConfigObject& object, OutputConfig& output) {
  const auto rpz = object.section("rpz");
  if (!output.format.facts().zone) {
    if (rpz)
      throw InputError{{object.where("rpz"), "'rpz' stands beside the format " + std::string(output.format.facts().id),
                        "leave it out, or take the format rpz"}};
    return;
  }
  if (!rpz)
    throw InputError{{output.where, "the zone of output " + quote(output.name) + " has no name",
                      "add \"rpz\": {\"origin\": \"dga.rpz.example\"}"}};
  output.rpz.origin = parse_zone_name(rpz->text("origin"), rpz->where("origin"));
  output.rpz.policy = parse_policy(*output.format.rows, rpz->text("action"), rpz->where("action"));
  output.rpz.ttl = static_cast<std::uint32_t>(rpz->number("ttl"));
  for (const auto& [pattern, action, where] : rpz->text_map("actions"))
    output.actions.push_back({pattern, where, parse_policy(*output.format.rows, action, where)});
}

/// What outputs take of the feed when they say nothing.
struct Defaults {
  Limits limits;
  ScreenConfig screen;
  NameEnds ends;
};

OutputConfig output_of(const ConfigObject& object, const Defaults& defaults) {
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
  output.format = find_any_format(object.text("format"), object.where("format"));
  output.families = object.patterns("families");
  output.exclude = object.patterns("exclude");
  const std::string stability = object.text("stability");
  output.stability = stability == "all" ? Stability::all : stability == "fixed" ? Stability::fixed : Stability::moving;
  const bool own = object.has("tlds") || object.has("suffixes");
  output.ends = own ? ends_of(object) : defaults.ends;
  if (const std::string method = object.text("compress"); method != "none")
    output.compression = parse_compression(method, object.where("compress"));
  output.serial = object.text("serial") == "date" ? SerialRule::date : SerialRule::unix_time;
  output.limits = limits_of(object, defaults.limits);
  if (const auto validate = object.section("validate"))
    output.validate = {command_of(*validate), validate->flag("if_installed")};
  const auto screen = object.section("screen");
  output.screen = screen ? screen_of(*screen) : defaults.screen;
  output.split = parse_split_key(object.text("split"), object.where());
  read_rpz(object, output);
  read_partner(object, output);
  check_shape(object, output);
  for (const std::string_view taken : {"records", "deltas", "review"}) {
    if (output.name == taken)
      throw InputError{{object.where("name"), quote(taken) + " is a folder that every issue has", "give another name"}};
  }
  for (const std::string_view taken : {kManifestFile, kSumsFile, kSignatureFile, kCmsFile, kOpenpgpFile}) {
    if (output.file_name() == taken)
      throw InputError{
          {object.where("name"), quote(taken) + " is a file that issues have already", "give another name"}};
  }
  return output;
}

SignConfig sign_of(const ConfigObject& object) {
  SignConfig sign;
  sign.minisign = object.text_if("minisign").value_or("");
  if (const auto cms = object.section("cms")) {
    sign.cms_key = cms->text("key");
    sign.cms_certificate = cms->text("certificate");
  }
  if (const auto openpgp = object.section("openpgp")) {
    sign.openpgp_key = openpgp->text("key");
    sign.openpgp_home = openpgp->text("home");
  }
  if (sign.minisign.empty() && sign.cms_key.empty() && sign.openpgp_key.empty())
    throw InputError{{object.where(), "'sign' names no key", "give minisign, cms or openpgp, or leave it out"}};
  return sign;
}

/// An issue is one folder: whoever may read one file of it may read all. One with authInfo is for the client of EPP
/// alone.
void refuse_readers_of_secrets(const std::vector<OutputConfig>& outputs) {
  const auto secret = std::ranges::find_if(outputs, &OutputConfig::writes_secret);
  if (secret == outputs.end()) return;
  for (const OutputConfig& output : outputs) {
    if (!takes_partner_option(option::epp_config.name, output.format.facts().id))
      throw InputError{{output.where,
                        "output " + quote(output.name) + " is for readers, and output " + quote(secret->name) +
                            " holds a secret, authInfo",
                        "give each a feed of its own: no reader sees what a feed with authInfo makes"}};
  }
}

void read_horizon(const ConfigObject& top, FeedConfig& config) {
  const auto horizon = top.section("horizon");
  if (!horizon) return;
  config.horizon = horizon_of(*horizon, {});
  for (const auto& [pattern, own] : horizon->map("families"))
    config.horizons.push_back({pattern, own.where(), horizon_of(own, config.horizon)});
}

/// Needs the lists.
void read_guards(const ConfigObject& top, FeedConfig& config, Limits& limits) {
  const auto guards = top.section("guards");
  if (!guards) return;
  limits = limits_of(*guards, limits);
  config.selftest = guards->flag("selftest");
  config.max_forward_days = static_cast<std::uint32_t>(guards->number("max_forward_days"));
  const auto days = [&](const char* key) {
    const auto most = guards->number_if(key);
    return most ? std::optional{static_cast<std::uint32_t>(*most)} : std::nullopt;
  };
  config.max_suffix_list_days = days("max_suffix_list_days");
  config.max_list_days = days("max_list_days");
  config.max_list_shrink_percent = static_cast<std::uint32_t>(guards->number("max_list_shrink_percent"));
  if (config.max_list_days && !config.lists.any())
    throw InputError{
        {guards->where("max_list_days"), "'max_list_days' has no list to look at", "add lists, or leave it out"}};
}

/// Needs the lists.
void read_outputs(const ConfigObject& top, const Defaults& defaults, FeedConfig& config) {
  std::set<std::string> names, files;
  for (const ConfigObject& row : top.rows("outputs")) {
    config.outputs.push_back(output_of(row, defaults));
    const OutputConfig& output = config.outputs.back();
    if (!names.insert(output.name).second)
      throw InputError{{row.where("name"), "two outputs have the name " + quote(output.name), "give each its own"}};
    // Beside the lists themselves: records, deltas and review files, of which a split output has folders.
    const std::string record = output.name + (output.split == SplitKey::none ? ".csv" : "");
    if (!files.insert(output.file_name()).second || !files.insert("records/" + record).second)
      throw InputError{{row.where("name"), "the files of " + quote(output.name) + " are in the way of another output's",
                        "give it another name"}};
    if (output.limits.max_collisions && (!config.lists.any() || output.screen.options.on_collision == Effect::flag))
      throw InputError{{row.where(row.has("max_collisions") ? "max_collisions" : "name"),
                        "'max_collisions' would never fire for output " + quote(output.name),
                        "add lists, and let on_collision be review or drop"}};
  }
  if (config.outputs.empty())
    throw InputError{{top.where("outputs"), "'outputs' is empty", "give at least one output"}};
  refuse_readers_of_secrets(config.outputs);
}

}  // namespace

bool OutputConfig::is_folder() const {
  ListInfo info;
  info.partner = partner;
  return split != SplitKey::none || format.shape(info) != Shape::one;
}

std::string OutputConfig::file_name() const {
  if (is_folder()) return name;
  std::string file = name + std::string(format.facts().extension);
  if (compression == Compression::gzip) file.append(".gz");
  if (compression == Compression::zstd) file.append(".zst");
  return file;
}

FeedConfig parse_feed_config(std::string_view text, std::string_view name) {
  const JsonText document = JsonText::parse(text, name);
  const ConfigObject top{document, {}, ""};
  FeedConfig config;
  config.name = top.text("feed");
  config.folder = top.text("folder");
  config.families = top.patterns("families");
  config.exclude = top.patterns("exclude");
  read_horizon(top, config);
  config.catalogue = top.texts("catalogue");
  config.plugins = top.texts("plugins");
  config.imports = top.texts("imports");
  if (const auto lists = top.section("lists")) config.lists = lists_of(*lists);
  Defaults defaults;
  defaults.ends = ends_of(top);
  // Without a word of the file: what lists know to be somebody's is not blocked, but shown.
  defaults.screen.options.on_collision = config.lists.any() ? Effect::review : Effect::flag;
  if (const auto screen = top.section("screen")) defaults.screen = screen_of(*screen);
  read_guards(top, config, defaults.limits);
  read_outputs(top, defaults, config);
  config.keep = static_cast<std::uint32_t>(top.number("keep"));
  if (top.has("memory")) config.memory = parse_size(option::memory, top.text("memory"), "memory");
  config.temporary_folder = top.text_if("temporary_folder").value_or("");
  if (const auto sign = top.section("sign")) config.sign = sign_of(*sign);
  for (const ConfigObject& row : top.rows("after")) config.after.push_back(command_of(row));
  if (top.has("metrics")) config.metrics = top.text("metrics");
  config.digest = sha256_hex(text);
  return config;
}

FeedConfig read_feed_config(std::string_view text, std::string_view name, const std::string& folder) {
  FeedConfig config = parse_feed_config(text, name);
  const auto from_here = [&folder](std::string& path) {
    constexpr std::string_view kCredential = "credential:";
    if (!path.empty() && !path.starts_with(kCredential)) path = path_from(folder, path);
  };
  for (auto* paths : {&config.catalogue, &config.plugins, &config.imports, &config.lists.allow,
                      &config.lists.registered, &config.lists.created})
    std::ranges::for_each(*paths, from_here);
  for (auto* path :
       {&config.folder, &config.lists.psl, &config.temporary_folder, &config.metrics, &config.sign.minisign,
        &config.sign.cms_key, &config.sign.cms_certificate, &config.sign.openpgp_home})
    from_here(*path);
  for (OutputConfig& output : config.outputs) from_here(output.epp_config);
  std::map<std::string, UtcDay> days;
  for (const auto& [path, day] : config.lists.days) days.emplace(path_from(folder, path), day);
  config.lists.days = std::move(days);
  return config;
}

}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
#include "tools/cli/seed_options.h"

#include <set>

#include "dga/core/json_text.h"
#include "dga/random/digest.h"

namespace dgacast {
namespace {

constexpr std::string_view kAdHoc = "ad-hoc";

/// The seeds that the user named, or all.
class Selection {
 public:
  Selection(const Catalogue& catalogue, const SeedOptions& options, const std::optional<Observation>& observation,
            const Context& context)
      : catalogue_(catalogue),
        options_(options),
        context_(context),
        observation_(observation),
        params_(split_params(options.params)) {
    if (options.families.empty()) {
      if (!options.params.empty()) usage("--param", "needs a family to belong to", "name one family, or FAMILY/SEED");
      for (const CatalogueEntry& entry : catalogue.entries()) add_all(entry, false);
    }
    for (const std::string& name : options.families) add_named(name);
    if (observation_ && !observed_) {
      usage("--observation", "no family that was named takes one",
            "name a family that does: 'dgacast families' shows them as TDN or TIN");
    }
  }

  std::vector<WantedSeed> wanted;

 private:
  /// False when it was chosen before, by another word: named twice, a seed is still one source.
  bool is_new(const CatalogueEntry& entry, const Seed* base) { return chosen_.emplace(&entry, base).second; }

  void add_named(const std::string& name) {
    const auto slash = name.find('/');
    const auto entries = catalogue_.named(name.substr(0, slash), "");
    if (entries.size() > 1 && (slash != std::string::npos || !options_.params.empty())) {
      std::string list;
      for (const CatalogueEntry* entry : entries) list.append(list.empty() ? "" : ", ").append(entry->id);
      usage("", quote(name.substr(0, slash)) + " names several families", "name one of " + list);
    }
    for (const CatalogueEntry* entry : entries) {
      if (slash != std::string::npos) {
        const Seed& seed = entry->seed(name.substr(slash + 1), "");
        if (is_new(*entry, &seed)) add(*entry, &seed, true);
      } else if (!options_.params.empty()) {
        if (options_.families.size() > 1) usage("--param", "stands beside several families", "name one family");
        add(*entry, nullptr, true);
      } else {
        add_all(*entry, true);
      }
    }
  }

  [[noreturn]] static void refuse(const CatalogueEntry& entry) {
    std::string mend =
        entry.family == nullptr ? "leave it out" : "add names that you hold as a seed with --catalogue FILE";
    if (!entry.seeds.empty()) mend = "take " + entry.id + "/" + entry.seeds.front().id() + ", or " + mend;
    usage("", "family '" + entry.id + "' cannot be generated: " + entry.unavailable, mend);
  }

  void add_all(const CatalogueEntry& entry, bool by_name) {
    if (!entry.unavailable.empty()) {
      if (by_name) refuse(entry);
      note(context_, entry.id + " is left out: " + entry.unavailable);
      return;
    }
    for (const Seed& seed : entry.seeds) {
      if (!is_new(entry, &seed)) continue;
      if (!add(entry, &seed, by_name)) break;
    }
    if (entry.seeds.empty()) {
      if (by_name) usage("", "family '" + entry.id + "' has no known seed", "give its parameters with --param");
      note(context_, entry.id + " is left out: it has no known seed");
    }
  }

  /// A copy of `base` (or the family's defaults) with what --param and --observation say.
  Seed with_options(const CatalogueEntry& entry, const Seed* base) {
    if (entry.family == nullptr) refuse(entry);
    SeedBuilder builder = base != nullptr
                              ? SeedBuilder{entry.id, *base, options_.params.empty() ? base->id() : std::string(kAdHoc)}
                              : entry.builder(kAdHoc, "--param");
    for (const auto& [name, value] : params_) builder.set_text(name, value, "--param");
    for (const ParameterSpec& spec : entry.family->facts().parameters) {
      if (spec.type != ParameterType::observation || !observation_) continue;
      builder.set(spec.name, observation_->value, "--observation");
      observed_ = true;
    }
    return builder.build("--param");
  }

  bool add(const CatalogueEntry& entry, const Seed* base, bool by_name) {
    Seed seed = with_options(entry, base);
    if (missing_observation(seed, entry.family->facts().parameters)) {
      const std::string reason = "it computes its names from an observation: " + observation_meaning(entry);
      if (by_name)
        usage("", "family '" + entry.id + "' lacks its observation", "give it with --observation FILE; " + reason);
      note(context_, entry.id + " is left out: " + reason);
      return false;
    }
    entry.family->check(seed, options_.params.empty() ? "--observation" : "--param");
    wanted.push_back({&entry, std::move(seed), base == nullptr ? std::string{} : base->id()});
    return true;
  }

  static std::string observation_meaning(const CatalogueEntry& entry) {
    for (const ParameterSpec& spec : entry.family->facts().parameters) {
      if (spec.type != ParameterType::observation) continue;
      for (const ParameterFact& fact : entry.parameters) {
        if (fact.name == spec.name) return fact.meaning;
      }
    }
    return {};
  }

  const Catalogue& catalogue_;
  const SeedOptions& options_;
  const Context& context_;
  const std::optional<Observation>& observation_;
  std::vector<std::pair<std::string, std::string>> params_;
  bool observed_ = false;
  std::set<std::pair<const CatalogueEntry*, const Seed*>> chosen_;
};

}  // namespace

void add_family_option(CLI::App& command, SeedOptions& options) {
  command
      .add_option("--family", options.families,
                  "only these families or seeds (comma-separated), by id, alias or malware; default: all")
      ->type_name("FAMILY[/SEED]")
      ->delimiter(',')
      ->allow_extra_args(false);
}

void add_seed_options(CLI::App& command, SeedOptions& options) {
  command
      .add_option("--param", options.params,
                  "set a parameter of the one named family: a number (decimal or 0x), a word, JSON for lists")
      ->type_name("NAME=VALUE")
      ->allow_extra_args(false);
  command
      .add_option("--observation", options.observation,
                  "outside input of a TDN or TIN family, text or JSON; - is standard input")
      ->type_name("FILE");
}

std::optional<Observation> read_observation(const std::string& path) {
  if (path.empty()) return std::nullopt;
  const std::string text = read_file(path);
  nlohmann::json value = parse_json(text);
  if (value.is_discarded()) value = text;
  return Observation{std::move(value), sha256_hex(text)};
}

std::vector<std::pair<std::string, std::string>> split_params(const std::vector<std::string>& params) {
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const std::string& param : params) {
    const auto equals = param.find('=');
    if (equals == std::string::npos || equals == 0)
      usage("--param", quote(param) + " is not NAME=VALUE", "write for example --param seed=0x1234");
    pairs.emplace_back(param.substr(0, equals), param.substr(equals + 1));
  }
  return pairs;
}

std::vector<WantedSeed> wanted_seeds(const Catalogue& catalogue, const SeedOptions& options, const Context& context) {
  return wanted_seeds(catalogue, options, read_observation(options.observation), context);
}

std::vector<WantedSeed> wanted_seeds(const Catalogue& catalogue, const SeedOptions& options,
                                     const std::optional<Observation>& observation, const Context& context) {
  return std::move(Selection{catalogue, options, observation, context}.wanted);
}

}  // namespace dgacast

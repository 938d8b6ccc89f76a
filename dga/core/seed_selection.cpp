// SPDX-License-Identifier: Apache-2.0
#include "dga/core/seed_selection.h"

#include <fnmatch.h>

#include <algorithm>
#include <set>

#include "dga/core/json_text.h"
#include "dga/core/observation.h"
#include "dga/random/digest.h"

namespace dgacast {
namespace {

constexpr std::string_view kAdHoc = "ad-hoc";  // id of a seed that is not in the catalogue

bool is_pattern(std::string_view word) { return word.find_first_of("*?[") != std::string_view::npos; }

std::string family_part(const std::string& word) { return word.substr(0, word.find('/')); }

bool fits(const std::string& pattern, const std::string& text) {
  return fnmatch(pattern.c_str(), text.c_str(), FNM_CASEFOLD) == 0;
}

[[noreturn]] void refuse(std::string_view where, std::string what, std::string hint) {
  throw InputError{{std::string(where), std::move(what), std::move(hint)}};
}

/// Why the family makes no list at all, or "".
std::string hindrance(const CatalogueEntry& entry) {
  if (!entry.unavailable.empty()) return entry.unavailable;
  return entry.seeds.empty() ? "it has no known seed" : "";
}

std::string observation_meaning(const CatalogueEntry& entry) {
  for (const ParameterSpec& spec : entry.family->facts().parameters) {
    if (spec.type != ParameterType::observation) continue;
    for (const ParameterFact& fact : entry.parameters) {
      if (fact.name == spec.name) return fact.meaning;
    }
  }
  return {};
}

class Selector {
 public:
  Selector(const Catalogue& catalogue, const SeedRequest& request) : catalogue_(catalogue), request_(request) {
    const bool adjusts = !request.parameters.empty();
    if (request.families.empty()) {
      if (adjusts) refuse(request.parameters_at, "needs a family to belong to", "name one family, or FAMILY/SEED");
      for (const CatalogueEntry& entry : catalogue.entries()) add_family(entry, {}, false);
    }
    for (const SeedRequest::Word& word : request.families) add_word(word);
    if (request.observation != nullptr && !observed_) {
      refuse(request.observation_at, "no family that was named takes one",
             "name a family that does: 'dgacast families' shows them as TDN or TIN");
    }
  }

  SeedSelection result;

 private:
  /// False when it was chosen before, by another word: named twice, a seed is still one source.
  bool is_new(const CatalogueEntry& entry, const Seed* base) { return chosen_.emplace(&entry, base).second; }

  void add_word(const SeedRequest::Word& word) {
    const bool pattern = is_pattern(word.text);
    const auto slash = word.text.find('/');
    const std::vector<const CatalogueEntry*> entries = named_families(catalogue_, word.text, word.where);
    const bool adjusts = !request_.parameters.empty();
    if (entries.size() > 1 && (adjusts || (!pattern && slash != std::string::npos))) {
      std::string list;
      for (const CatalogueEntry* entry : entries) list.append(list.empty() ? "" : ", ").append(entry->id);
      refuse(word.where, quote(family_part(word.text)) + " names several families", "name one of " + list);
    }
    bool seen = slash == std::string::npos;
    for (const CatalogueEntry* entry : entries) {
      if (slash != std::string::npos) {
        seen = add_seeds(*entry, word, !pattern) || seen;
      } else if (adjusts) {
        if (request_.families.size() > 1)
          refuse(request_.parameters_at, "cannot be combined with several families", "name one family");
        add(*entry, nullptr, !pattern, word.where);
      } else {
        add_family(*entry, word.where, !pattern);
      }
    }
    if (!seen) {
      refuse(word.where, "no seed of " + entries.front()->id + " fits " + quote(word.text),
             "'dgacast families " + entries.front()->id + "' lists them");
    }
  }

  /// The seeds of a family that a word with a slash names; false when there is none.
  bool add_seeds(const CatalogueEntry& entry, const SeedRequest::Word& word, bool by_name) {
    const std::string id = word.text.substr(word.text.find('/') + 1);
    if (by_name) {
      const Seed& seed = entry.seed(id, word.where);
      if (is_new(entry, &seed)) add(entry, &seed, true, word.where);
      return true;
    }
    bool seen = false;
    for (const Seed& seed : entry.seeds) {
      if (!fits(id, seed.id())) continue;
      seen = true;
      if (!entry.unavailable.empty()) {
        leave_out(entry.id, entry.unavailable);
        break;
      }
      if (!is_meant(seed)) {
        leave_out(entry.id + "/" + seed.id(), "it is listed only where it is named without a pattern");
      } else if (is_new(entry, &seed)) {
        add(entry, &seed, false, word.where);
      }
    }
    return seen;
  }

  /// False for a seed that must be named.
  bool is_meant(const Seed& seed) const { return request_.every_seed || !seed.marks().only_named; }

  void add_family(const CatalogueEntry& entry, std::string_view where, bool by_name) {
    if (const std::string why = hindrance(entry); !why.empty()) {
      if (!by_name) return leave_out(entry.id, why);
      if (!entry.unavailable.empty()) refuse_family(entry, where);
      refuse(where, "family '" + entry.id + "' has no known seed", "give its parameters");
    }
    if (std::ranges::none_of(entry.seeds, [this](const Seed& seed) { return is_meant(seed); })) {
      const std::string why = "its seeds are listed only where they are named";
      if (!by_name) return leave_out(entry.id, why);
      refuse(where, "family '" + entry.id + "' is not listed: " + why,
             "name " + entry.id + "/" + entry.seeds.front().id());
    }
    for (const Seed& seed : entry.seeds) {
      if (is_meant(seed) && is_new(entry, &seed)) add(entry, &seed, by_name, where);
    }
  }

  [[noreturn]] static void refuse_family(const CatalogueEntry& entry, std::string_view where) {
    std::string hint =
        entry.family == nullptr ? "leave it out" : "add names that you hold as a seed, with a catalogue file";
    if (!entry.seeds.empty()) hint = "take " + entry.id + "/" + entry.seeds.front().id() + ", or " + hint;
    refuse(where, "family '" + entry.id + "' cannot be generated: " + entry.unavailable, hint);
  }

  void leave_out(const std::string& name, const std::string& why) {
    std::string text = name + " is left out: " + why;
    if (std::ranges::find(result.left_out, text) == result.left_out.end()) result.left_out.push_back(std::move(text));
  }

  /// A copy of `base` (or the family's defaults) with what parameters and observation say.
  Seed adjusted(const CatalogueEntry& entry, const Seed* base, std::string_view where) {
    if (entry.family == nullptr) refuse_family(entry, where);
    const bool adjusts = !request_.parameters.empty();
    const std::string& at = request_.parameters_at;
    SeedBuilder builder = base != nullptr ? SeedBuilder{entry.id, *base, adjusts ? std::string(kAdHoc) : base->id()}
                                          : entry.builder(kAdHoc, at);
    for (const auto& [name, value] : request_.parameters) builder.set_text(name, value, at);
    for (const ParameterSpec& spec : entry.family->facts().parameters) {
      if (spec.type != ParameterType::observation || request_.observation == nullptr) continue;
      builder.set(spec.name, request_.observation->value, request_.observation_at);
      observed_ = true;
    }
    return builder.build(at);
  }

  void add(const CatalogueEntry& entry, const Seed* base, bool by_name, std::string_view where) {
    Seed seed = adjusted(entry, base, where);
    if (missing_observation(seed, entry.family->facts().parameters)) {
      const std::string reason = "it computes its names from an observation: " + observation_meaning(entry);
      if (by_name)
        refuse(where, "family '" + entry.id + "' lacks its observation",
               "give one, or a seed with one in a catalogue file; " + reason);
      return leave_out(entry.id, reason);
    }
    entry.family->check(seed, request_.parameters.empty() ? request_.observation_at : request_.parameters_at);
    result.seeds.push_back({&entry, std::move(seed), base});
  }

  const Catalogue& catalogue_;
  const SeedRequest& request_;
  bool observed_ = false;
  std::set<std::pair<const CatalogueEntry*, const Seed*>> chosen_;
};

}  // namespace

bool fits_family(const Catalogue& catalogue, const std::string& pattern, const CatalogueEntry& entry) {
  const std::string family = family_part(pattern);
  if (catalogue.find(family) != nullptr) return entry.id == family;
  return fits(family, entry.id) || fits(family, entry.malware) ||
         std::ranges::any_of(entry.aliases, [&](const std::string& alias) { return fits(family, alias); });
}

bool fits_seed(const Catalogue& catalogue, const std::string& pattern, const CatalogueEntry& entry,
               std::string_view seed_id) {
  if (!fits_family(catalogue, pattern, entry)) return false;
  const auto slash = pattern.find('/');
  return slash == std::string::npos || fits(pattern.substr(slash + 1), std::string(seed_id));
}

std::vector<const CatalogueEntry*> named_families(const Catalogue& catalogue, const std::string& word,
                                                  std::string_view where) {
  const std::string family = family_part(word);
  if (!is_pattern(family)) return catalogue.named(family, where);
  std::vector<const CatalogueEntry*> entries;
  for (const CatalogueEntry& entry : catalogue.entries()) {
    if (fits_family(catalogue, family, entry)) entries.push_back(&entry);
  }
  if (entries.empty()) refuse(where, "no family fits " + quote(word), "'dgacast families' lists them");
  return entries;
}

Observation Observation::of_text(std::string_view text) {
  nlohmann::json value = parse_json(text);
  if (value.is_discarded()) value = std::string(text);
  return {std::move(value), sha256_hex(text)};
}

SeedSelection select_seeds(const Catalogue& catalogue, const SeedRequest& request) {
  return std::move(Selector{catalogue, request}.result);
}

}  // namespace dgacast

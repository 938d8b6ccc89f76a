// SPDX-License-Identifier: Apache-2.0
#include "blocklists/engine/shard.h"

#include <algorithm>

#include "blocklists/engine/collection.h"
#include "dga/core/json_text.h"
#include "dga/core/json_value.h"
#include "dga/random/digest.h"

namespace dgacast {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kMagic = "dgashrd2", kOldMagic = "dgapart1";
constexpr std::size_t kEnd = sizeof(std::uint64_t) + kMagic.size();
constexpr std::uint64_t kMaxText = std::uint64_t{4} << 20;     // bytes of the JSON object
constexpr std::uint64_t kMaxIndex = std::uint64_t{256} << 20;  // bytes: of some 100 GB of blocks
constexpr std::uint32_t kMaxLists = std::uint32_t{1} << 26;    // of a plan
constexpr std::int64_t kFirst = unix_time(midnight(kFirstYear, 1, 1));
constexpr std::int64_t kLast = unix_time(midnight(kLastYear + 1, 1, 1));

/// Reads the object at the end of a shard: each key with its type and range, and no other.
class FactsReader {
 public:
  FactsReader(std::string_view text, const std::string& path) : path_(path), text_(JsonText::parse(text, path)) {}

  ShardFacts read(std::uint64_t& index_size, std::string& index_digest) const {
    const Json& top = text_.value();
    keys(top, {"format", "number", "count", "plan", "selection", "digest", "faults", "index", "index_sha256"});
    if (number(top, "format", 2, 2) != 2) throw broken();
    ShardFacts facts;
    facts.count = static_cast<std::uint32_t>(number(top, "count", 1, ~std::uint32_t{0}));
    facts.number = static_cast<std::uint32_t>(number(top, "number", 1, facts.count));
    facts.plan = read_plan(member(top, "plan"));
    facts.selection = read_selection(member(top, "selection"));
    facts.digest = digest(member(top, "digest"));
    const Json& faults = array(member(top, "faults"));
    if (faults.size() != kNameFaults) throw broken();
    for (std::size_t i = 0; i < kNameFaults; ++i) facts.faults[i] = number(faults[i], 0, ~std::uint64_t{0});
    index_size = number(top, "index", 1, kMaxIndex);
    index_digest = digest(member(top, "index_sha256"));
    return facts;
  }

 private:
  InputError broken() const {
    return InputError{{path_, "does not tell what a shard has to tell", "make this shard again"}};
  }
  void keys(const Json& object, std::initializer_list<std::string_view> known) const {
    if (!object.is_object() || object.size() != known.size()) throw broken();
    for (const std::string_view key : known) {
      if (!object.contains(key)) throw broken();
    }
  }
  std::uint64_t number(const Json& value, std::uint64_t min, std::uint64_t max) const {
    if (!value.is_number_unsigned()) throw broken();
    const std::uint64_t result = number_of(value);
    if (result < min || result > max) throw broken();
    return result;
  }
  std::uint64_t number(const Json& object, const char* key, std::uint64_t min, std::uint64_t max) const {
    return number(member(object, key), min, max);
  }
  const std::string& word(const Json& value) const {
    if (!value.is_string()) throw broken();
    return text_of(value);
  }
  const std::string& digest(const Json& value) const {
    constexpr std::size_t kHex = 64;
    const std::string& text = word(value);
    if (text.size() != kHex || text.find_first_not_of("0123456789abcdef") != std::string::npos) throw broken();
    return text;
  }
  const Json& array(const Json& value) const {
    if (!value.is_array()) throw broken();
    return value;
  }
  std::vector<std::string> words(const Json& value) const {
    std::vector<std::string> all;
    for (const Json& one : array(value)) all.push_back(word(one));
    return all;
  }

  ShardPlan read_plan(const Json& object) const {
    keys(object, {"seeds", "from", "until", "builtin", "catalogue", "observation", "imports"});
    ShardPlan plan;
    const std::uint64_t from = number(object, "from", kFirst, kLast - 1),
                        until = number(object, "until", from + 1, kLast);
    plan.horizon = {UtcSeconds{std::chrono::seconds{from}}, UtcSeconds{std::chrono::seconds{until}}};
    plan.builtin = digest(member(object, "builtin"));
    plan.catalogue = digest(member(object, "catalogue"));
    if (!member(object, "observation").is_null()) plan.observation = digest(member(object, "observation"));
    for (const Json& one : array(member(object, "imports"))) plan.imports.push_back(digest(one));
    for (const Json& one : array(member(object, "seeds"))) {
      const bool plain = one.is_object() && one.size() == 2;
      keys(one, plain ? std::initializer_list<std::string_view>{"family", "seed"}
                      : std::initializer_list<std::string_view>{"family", "seed", "parameters"});
      ShardSeed& seed = plan.seeds.emplace_back();
      seed.family = word(member(one, "family"));
      seed.seed = word(member(one, "seed"));
      if (plain) continue;
      if (!member(one, "parameters").is_object() || member(one, "parameters").empty()) throw broken();
      for (const auto& [name, value] : member(one, "parameters").items()) seed.parameters.emplace(name, word(value));
    }
    return plan;
  }

  ShardSelection read_selection(const Json& object) const {
    keys(object, {"tlds", "suffixes", "registrable", "actors", "suffix_list"});
    ShardSelection selection;
    selection.tlds = words(member(object, "tlds"));
    selection.suffixes = words(member(object, "suffixes"));
    if (!member(object, "registrable").is_boolean()) throw broken();
    selection.registrable = flag_of(member(object, "registrable"));
    for (const std::string& actor : words(member(object, "actors")))
      selection.actors.push_back(parse_actor(actor, path_));
    selection.suffix_list = word(member(object, "suffix_list"));
    return selection;
  }

  const std::string& path_;
  JsonText text_;
};

Json to_json(const ShardPlan& plan) {
  Json seeds = Json::array();
  for (const ShardSeed& seed : plan.seeds) {
    Json& one = seeds.emplace_back(Json{{"family", seed.family}, {"seed", seed.seed}});
    if (!seed.parameters.empty()) one["parameters"] = seed.parameters;
  }
  return {{"seeds", std::move(seeds)},
          {"from", static_cast<std::uint64_t>(unix_time(plan.horizon.begin))},
          {"until", static_cast<std::uint64_t>(unix_time(plan.horizon.end))},
          {"builtin", plan.builtin},
          {"catalogue", plan.catalogue},
          {"observation", plan.observation.empty() ? Json(nullptr) : Json(plan.observation)},
          {"imports", plan.imports}};
}

Json to_json(const ShardSelection& selection) {
  Json actors = Json::array();
  for (const Actor actor : selection.actors) actors.push_back(to_text(actor));
  return {{"tlds", selection.tlds},
          {"suffixes", selection.suffixes},
          {"registrable", selection.registrable},
          {"actors", std::move(actors)},
          {"suffix_list", selection.suffix_list}};
}

void check_lists(const Plan& plan, const std::string& where) {
  if (plan.list_count() <= kMaxLists) return;
  throw InputError{{where, "more than " + std::to_string(kMaxLists) + " lists are too many for the plan of a shard",
                    "take a shorter range of dates"}};
}

Seed seed_of(const ShardSeed& shard, const CatalogueEntry& entry, const Json* observation, const std::string& where) {
  const Seed* const base = shard.seed.empty() ? nullptr : &entry.seed(shard.seed, where);
  const std::string id = base != nullptr && shard.parameters.empty() ? base->id() : std::string("ad-hoc");
  SeedBuilder builder = base != nullptr ? SeedBuilder{entry.id, *base, id} : entry.builder(id, where);
  for (const auto& [name, value] : shard.parameters) builder.set_text(name, value, where);
  for (const ParameterSpec& spec : entry.family->facts().parameters) {
    if (spec.type == ParameterType::observation && observation != nullptr) builder.set(spec.name, *observation, where);
  }
  Seed seed = builder.build(where);
  if (missing_observation(seed, entry.family->facts().parameters)) {
    throw InputError{{where, entry.id + "/" + id + " lacks its observation", "make this shard again"}};
  }
  entry.family->check(seed, where);
  return seed;
}

}  // namespace

std::string plan_digest(const Plan& plan) {
  Sha256 sha;
  const auto add = [&sha](std::string_view text) {
    sha.update(text);
    sha.update({"\0", 1});
  };
  for (const PlannedSeed& seed : plan.seeds()) {
    add(seed.entry->id);
    add(seed.seed.id());
    for (const PlannedList& list : seed.lists) {
      for (const UtcSeconds at : {list.period.begin, list.period.end, list.valid_until}) {
        add(std::to_string(unix_time(at)));
      }
    }
  }
  return sha.hex();
}

Plan plan_of(const ShardPlan& shard, const Catalogue& catalogue, const Json* observation, const std::string& where) {
  Plan plan;
  for (const ShardSeed& one : shard.seeds) {
    const CatalogueEntry& entry = catalogue.entry(one.family, where);
    if (entry.family == nullptr || !entry.unavailable.empty()) {
      throw InputError{{where, "family '" + entry.id + "' cannot be generated", "make this shard again"}};
    }
    plan.add(entry, seed_of(one, entry, observation, where), shard.horizon);
    check_lists(plan, where);
  }
  return plan;
}

void write_shard(const Plan& plan, const Collection& names, ShardFacts facts, Output& output, const RunContext& run) {
  check_lists(plan, "");
  BlockStore store{output, 0};
  RunWriter writer{store, true};
  std::uint32_t until_look = 0;
  names.rep().visit_places([&](std::string_view name, std::span<const Place> places) {
    if (until_look++ % 4096 == 0) run.check();
    writer.add(name, places);
  });
  std::string end;
  writer.finish().append_index(end);
  const Json json{{"format", 2},
                  {"number", facts.number},
                  {"count", facts.count},
                  {"plan", to_json(facts.plan)},
                  {"selection", to_json(facts.selection)},
                  {"digest", plan_digest(plan)},
                  {"faults", names.faults()},
                  {"index", end.size()},
                  {"index_sha256", sha256_hex(end)}};
  const std::string text = json_text(json);
  if (end.size() > kMaxIndex || text.size() > kMaxText) {
    throw InputError{{"", "the shard would be too large to be merged", "make more shards of fewer seeds"}};
  }
  end += text;
  for (unsigned shift = 0; shift < 64; shift += 8) end.push_back(static_cast<char>(text.size() >> shift & 0xFF));
  end += kMagic;
  output.write(end);
}

/// A shard whose blocks were not looked at yet.
struct ShardSet::Shard {
  explicit Shard(const std::string& file_path) : path(file_path), file(SpillFile::existing(file_path)) {
    const auto refuse = [&](std::string what, std::string hint) {
      throw InputError{{path, std::move(what), std::move(hint)}};
    };
    const auto no_shard = [&refuse] {
      refuse("is not a shard, or is truncated", "give the files of the shards of a list");
    };
    const std::uint64_t size = file->size();
    if (size < kEnd) no_shard();
    const std::string end = read(size - kEnd, kEnd);
    if (end.ends_with(kOldMagic)) refuse("was made by an older dgacast", "make this shard again");
    std::uint64_t length = 0;
    for (std::size_t i = 8; i > 0; --i) length = length << 8 | static_cast<unsigned char>(end[i - 1]);
    const std::uint64_t room = size - kEnd;
    if (!end.ends_with(kMagic) || length > std::min(room, kMaxText)) no_shard();
    std::uint64_t index_size = 0;
    std::string index_digest;
    facts = FactsReader{read(room - length, length), path}.read(index_size, index_digest);
    if (index_size > room - length) no_shard();
    blocks = room - length - index_size;
    index = read(blocks, index_size);
    if (sha256_hex(index) != index_digest) {
      refuse("is damaged: its index is not what was written", "copy or make this shard again");
    }
  }
  std::string read(std::uint64_t offset, std::uint64_t count) const {
    std::string text(count, '\0');
    file->read(offset, text.data(), count);
    return text;
  }

  std::string path;
  std::unique_ptr<SpillFile> file;
  ShardFacts facts;
  std::uint64_t blocks;  // bytes
  std::string index;
};

ShardSet::ShardSet(const std::vector<std::string>& paths) {
  for (const std::string& path : paths) {
    const Shard& shard = shards_.emplace_back(path);
    const ShardFacts& first = shards_.front().facts;
    if (shard.facts.count != first.count) {
      throw InputError{{path,
                        "is one of " + std::to_string(shard.facts.count) + " shards, and the first file one of " +
                            std::to_string(first.count),
                        "give all shards of one list"}};
    }
    if (!shard.facts.same_list(first)) {
      throw InputError{{path, "belongs to another list than " + paths.front(),
                        "make all shards with the same command, files and version"}};
    }
  }
  check_complete();
}
ShardSet::~ShardSet() = default;
ShardSet::ShardSet(ShardSet&&) noexcept = default;
ShardSet& ShardSet::operator=(ShardSet&&) noexcept = default;

void ShardSet::check_complete() const {
  std::map<std::uint32_t, std::string_view> by_number;
  for (const Shard& shard : shards_) {
    const auto [other, is_new] = by_number.emplace(shard.facts.number, shard.path);
    if (!is_new) {
      throw InputError{{shard.path, "is the same shard as " + std::string(other->second), "give each shard once"}};
    }
  }
  const std::uint32_t count = shards_.empty() ? 1 : facts().count;
  std::uint32_t number = 1;
  while (by_number.contains(number)) ++number;
  if (number > count) return;
  const std::string missing = std::to_string(number);
  throw InputError{
      {"shard " + missing, "is missing", "make shard " + missing + "/" + std::to_string(count) + ", and give it too"}};
}

const ShardFacts& ShardSet::facts() const noexcept { return shards_.front().facts; }

Collection ShardSet::open(const Plan& plan, const CollectOptions& options, const RunContext& run) && {
  if (facts().digest != plan_digest(plan)) {
    throw InputError{{shards_.front().path, "its plan is not the one that its seeds, dates and files make",
                      "make all shards again"}};
  }
  CollectOptions how = options;
  how.provenance = true;  // shards have it
  auto names = std::make_unique<Collection::Rep>(plan, how, run);
  for (Shard& shard : shards_) {
    for (std::size_t i = 0; i < kNameFaults; ++i) names->faults[i] += shard.facts.faults[i];
    names->runs.emplace_back(*shard.file, shard.blocks, plan, shard.index, shard.path);
    names->files.push_back(std::move(shard.file));
  }
  return Collection{std::move(names)};
}

}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
#include "dga/core/catalogue.h"

#include <algorithm>
#include <type_traits>

#include "dga/core/ascii.h"
#include "dga/core/catalogue_reader.h"
#include "dga/core/embedded.h"
#include "dga/core/family_table.h"
#include "dga/core/json_text.h"
#include "dga/core/json_value.h"
#include "dga/random/digest.h"

namespace dgacast {

extern const EmbeddedFile catalogue_data[];
extern const std::size_t catalogue_data_size;

namespace {

using Json = nlohmann::json;
using Path = CatalogueReader::Path;

std::vector<std::string_view> ids_of(const std::list<CatalogueEntry>& entries) {
  std::vector<std::string_view> ids;
  for (const CatalogueEntry& entry : entries) ids.push_back(entry.id);
  return ids;
}

}  // namespace

std::string_view to_text(Scheme scheme) noexcept {
  switch (scheme) {
    case Scheme::arithmetic:
      return "arithmetic";
    case Scheme::hash:
      return "hash";
    case Scheme::wordlist:
      return "wordlist";
    case Scheme::permutation:
      return "permutation";
    case Scheme::fixed:
      return "static";
  }
  return "";
}

bool CatalogueEntry::is_users(std::string_view seed_id) const noexcept {
  return std::ranges::find(user_seeds, seed_id) != user_seeds.end();
}

const Seed& CatalogueEntry::seed(std::string_view seed_id, std::string_view where) const {
  const auto found = std::ranges::find(seeds, seed_id, &Seed::id);
  if (found != seeds.end()) return *found;
  std::vector<std::string_view> known;
  for (const Seed& one : seeds) known.push_back(one.id());
  std::string otherwise = "'dgacast families " + id + "' lists its seeds";
  if (known.empty()) otherwise = "it has none";
  throw InputError{
      {std::string(where), "family '" + id + "' has no seed " + quote(seed_id), suggest(seed_id, known, otherwise)}};
}

std::string MalpediaFact::url() const { return "https://malpedia.caad.fkie.fraunhofer.de/details/" + id; }

SeedBuilder CatalogueEntry::builder(std::string_view seed_id, std::string_view where) const {
  SeedBuilder builder{id, seed_id, family->facts().parameters};
  for (const ParameterFact& fact : parameters) {
    if (!fact.default_json.empty()) builder.set(fact.name, Json::parse(fact.default_json, nullptr, false), where);
  }
  return builder;
}

Seed CatalogueEntry::at_instant(const Seed& seed, UtcSeconds when) const {
  SeedBuilder made{id, seed, seed.id()};
  for (const ParameterSpec& spec : family->facts().parameters) {
    if (spec.type == ParameterType::instant && spec.optional && !seed.has(spec.name))
      made.set(spec.name, format_instant(when), "");
  }
  return made.build("");
}

Seed CatalogueEntry::make_seed(std::string_view seed_id, const Seed* base,
                               const std::vector<std::pair<std::string, Json>>& values, std::string_view where) const {
  if (family == nullptr) {
    throw InputError{{std::string(where), "family '" + id + "' cannot be generated: " + unavailable, "leave it out"}};
  }
  SeedBuilder made = base != nullptr ? SeedBuilder{id, *base, seed_id} : builder(seed_id, where);
  for (const auto& [name, value] : values) made.set(name, value, where);
  Seed seed = made.build(where);
  if (!missing_observation(seed, family->facts().parameters)) family->check(seed, where);
  return seed;
}

/// What is to be added, made beside the catalogue. Nothing of it shows before commit().
class Catalogue::Change {
 public:
  enum class Source : std::uint8_t { builtin, user };

  /// `code` is a family to be added, or nullptr.
  explicit Change(Catalogue& catalogue, std::shared_ptr<const Family> code = nullptr)
      : catalogue_(catalogue), code_(std::move(code)) {}

  /// Adds the entry at `path` of the document. Throws InputError.
  void merge(const JsonText& document, const Path& path, Source source) {
    const CatalogueReader reader{document, path};
    reader.only(entry_keys());
    std::string id;
    reader.read("id", id);
    if (id.empty())
      reader.fail(path, "this catalogue entry has no \"id\"",
                  "give the id of a family, as 'dgacast families' lists them");
    if (source == Source::user) catalogue_.entry(id, reader.where(reader.path("id")));  // throws, with the nearest id
    Staged& staged = stage(id);
    CatalogueEntry& entry = staged.node.front();
    read_facts(reader, entry);
    if (entry.family == nullptr && entry.unavailable.empty()) {
      reader.fail(path, "family '" + id + "' has no code and no \"unavailable\"", "say why no list can be computed");
    }
    read_seeds(reader, entry, source == Source::user, staged.replaced);
  }

  /// Brings it all into the catalogue, with the text that it was read from; to be called once. Throws std::bad_alloc,
  /// and leaves the catalogue as it was then.
  void commit(std::string_view text) {
    const std::size_t texts = catalogue_.texts_.size(), codes = catalogue_.added_.size();
    try {
      catalogue_.texts_.emplace_back(text);
      if (code_ != nullptr) catalogue_.added_.push_back(code_);
      for (Staged& staged : staged_) append_seeds(staged);
    } catch (...) {
      catalogue_.texts_.resize(texts);
      catalogue_.added_.resize(codes);
      for (Staged& staged : staged_) {
        while (staged.target != nullptr && staged.target->seeds.size() > staged.known) staged.target->seeds.pop_back();
      }
      throw;
    }
    for (Staged& staged : staged_) put(staged);
  }

 private:
  /// An entry as it will be.
  struct Staged {
    CatalogueEntry* target = nullptr;     // the entry that it changes; nullptr: it is a new one
    std::size_t known = 0;                // seeds of the target
    std::list<CatalogueEntry> node;       // the one entry
    std::vector<std::size_t> replaced{};  // positions of seeds that are other ones now
  };

  Staged& stage(const std::string& id) {
    const auto same = [&](const Staged& staged) { return staged.node.front().id == id; };
    if (const auto known = std::ranges::find_if(staged_, same); known != staged_.end()) return *known;
    const auto target = std::ranges::find(catalogue_.entries_, id, &CatalogueEntry::id);
    Staged staged;
    if (target != catalogue_.entries_.end()) {
      staged.target = &*target;
      staged.known = target->seeds.size();
      staged.node.push_back(*target);
    } else {
      CatalogueEntry& entry = staged.node.emplace_back();
      entry.id = id;
      entry.family = code_ != nullptr && code_->facts().id == id ? code_.get() : find_family(id);
    }
    return staged_.emplace_back(std::move(staged));
  }

  /// Puts the new seeds of a known entry behind those that it has, which moves none of them.
  static void append_seeds(Staged& staged) {
    if (staged.target == nullptr) return;
    std::deque<Seed>& seeds = staged.node.front().seeds;
    for (std::size_t i = staged.known; i < seeds.size(); ++i) staged.target->seeds.push_back(std::move(seeds[i]));
  }

  void put(Staged& staged) noexcept {
    static_assert(std::is_nothrow_move_assignable_v<CatalogueEntry> && std::is_nothrow_move_assignable_v<Seed>);
    CatalogueEntry& entry = staged.node.front();
    if (staged.target == nullptr) {
      const auto at = std::ranges::lower_bound(catalogue_.entries_, entry.id, {}, &CatalogueEntry::id);
      catalogue_.entries_.splice(at, staged.node);
      return;
    }
    for (const std::size_t i : staged.replaced) {
      if (i < staged.known) staged.target->seeds[i] = std::move(entry.seeds[i]);
    }
    entry.seeds.swap(staged.target->seeds);  // with the container its seeds come back, which stay where they are
    *staged.target = std::move(entry);
  }

  Catalogue& catalogue_;
  std::shared_ptr<const Family> code_;
  std::vector<Staged> staged_;
};

Catalogue Catalogue::builtin() {
  Catalogue catalogue;
  for (std::size_t i = 0; i < catalogue_data_size; ++i) {
    const EmbeddedFile& file = catalogue_data[i];
    try {
      Change change{catalogue};
      change.merge(JsonText::parse(file.text(), std::string(file.name) + ".json"), {}, Change::Source::builtin);
      change.commit(file.text());
    } catch (const InputError& error) {
      throw std::logic_error(error.what());
    }
  }
  for (const Family* family : families()) {
    if (catalogue.find(family->facts().id) == nullptr) {
      throw std::logic_error("no catalogue entry for family " + std::string(family->facts().id));
    }
  }
  return catalogue;
}

void Catalogue::add(std::string_view text, std::string_view name) {
  const JsonText document = JsonText::parse(text, name);
  Change change{*this};
  if (document.value().is_array()) {
    for (std::size_t i = 0; i < document.value().size(); ++i)
      change.merge(document, {std::to_string(i)}, Change::Source::user);
  } else {
    change.merge(document, {}, Change::Source::user);
  }
  change.commit(text);
}

void Catalogue::add_family(std::shared_ptr<const Family> family, std::string_view place, std::string_view text,
                           std::string_view name) {
  const FamilyFacts& facts = family->facts();
  const std::string id{facts.id};
  if (const CatalogueEntry* known = find(id)) {
    const bool added = std::ranges::find(added_, known->family, &std::shared_ptr<const Family>::get) != added_.end();
    throw InputError{{std::string(place),
                      "its id '" + id + "' is that of a family that " + (added ? "was added before" : "is built in"),
                      "give the plugin another id"}};
  }
  const JsonText document = JsonText::parse(text, name);
  const CatalogueReader reader{document, {}};
  const auto must_be = [&](const char* key, std::string_view wanted) {
    std::string given;
    reader.read(key, given);
    if (given == wanted) return;
    reader.fail(
        reader.has(key) ? reader.path(key) : Path{},
        "\"" + std::string(key) + "\" is " + quote(given) + ", and the plugin's is '" + std::string(wanted) + "'",
        "let the two agree");
  };
  must_be("id", id);
  must_be("taxonomy", to_text(facts.taxonomy));
  Change change{*this, std::move(family)};
  change.merge(document, {}, Change::Source::builtin);
  change.commit(text);
}

const CatalogueEntry* Catalogue::find(std::string_view id) const noexcept {
  const auto found = std::ranges::lower_bound(entries_, id, {}, &CatalogueEntry::id);
  return found != entries_.end() && found->id == id ? &*found : nullptr;
}

const CatalogueEntry& Catalogue::entry(std::string_view id, std::string_view where) const {
  if (const CatalogueEntry* found = find(id)) return *found;
  throw InputError{{std::string(where), "unknown family " + quote(id),
                    suggest(id, ids_of(entries_), "'dgacast families' lists them all")}};
}

std::vector<const CatalogueEntry*> Catalogue::meant_by(std::string_view name) const {
  if (const CatalogueEntry* found = find(name)) return {found};
  std::vector<const CatalogueEntry*> found;
  const auto meant = [name](const std::string& word) { return same_word(word, name); };
  for (const CatalogueEntry& entry : entries_) {
    if (meant(entry.id) || meant(entry.malware) || std::ranges::any_of(entry.aliases, meant)) found.push_back(&entry);
  }
  return found;
}

std::vector<const CatalogueEntry*> Catalogue::named(std::string_view name, std::string_view where) const {
  std::vector<const CatalogueEntry*> found = meant_by(name);
  if (found.empty()) {
    auto known = ids_of(entries_);
    for (const CatalogueEntry& entry : entries_) known.insert(known.end(), entry.aliases.begin(), entry.aliases.end());
    throw InputError{{std::string(where), "unknown family " + quote(name),
                      suggest(name, known, "'dgacast families' lists them all")}};
  }
  return found;
}

std::string Catalogue::digest() const {
  Sha256 sha;
  for (const std::string& text : texts_) sha.update(text);
  return sha.hex();
}

}  // namespace dgacast

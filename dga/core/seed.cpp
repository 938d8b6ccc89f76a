// SPDX-License-Identifier: Apache-2.0
#include "dga/core/seed.h"

#include <algorithm>

#include "dga/core/json_text.h"
#include "dga/core/json_value.h"
#include "dga/core/seed_value.h"

namespace dgacast {

namespace {

using Json = nlohmann::json;

[[noreturn]] void misuse(std::string_view parameter, std::string_view problem) {
  throw std::logic_error("parameter '" + std::string(parameter) + "' " + std::string(problem));
}

}  // namespace

const Seed::Slot& Seed::slot(std::string_view parameter) const {
  for (const Slot& slot : slots_) {
    if (slot.spec->name == parameter) return slot;
  }
  misuse(parameter, "is not in the family's schema");
}

bool Seed::has(std::string_view parameter) const {
  return !std::holds_alternative<std::monostate>(slot(parameter).value);
}

std::uint64_t Seed::u64(std::string_view parameter) const {
  const auto* value = std::get_if<std::uint64_t>(&slot(parameter).value);
  if (value == nullptr) misuse(parameter, "is not an unsigned integer, or has no value");
  return *value;
}
std::uint8_t Seed::u8(std::string_view parameter) const { return static_cast<std::uint8_t>(u64(parameter)); }
std::uint16_t Seed::u16(std::string_view parameter) const { return static_cast<std::uint16_t>(u64(parameter)); }
std::uint32_t Seed::u32(std::string_view parameter) const { return static_cast<std::uint32_t>(u64(parameter)); }

std::int64_t Seed::i64(std::string_view parameter) const {
  const auto* value = std::get_if<std::int64_t>(&slot(parameter).value);
  if (value == nullptr) misuse(parameter, "is not a signed integer, or has no value");
  return *value;
}
std::int32_t Seed::i32(std::string_view parameter) const { return static_cast<std::int32_t>(i64(parameter)); }

bool Seed::flag(std::string_view parameter) const {
  const auto* value = std::get_if<bool>(&slot(parameter).value);
  if (value == nullptr) misuse(parameter, "is not a bool, or has no value");
  return *value;
}

std::string_view Seed::text(std::string_view parameter) const {
  const auto* value = std::get_if<std::string>(&slot(parameter).value);
  if (value == nullptr) misuse(parameter, "is not a string, or has no value");
  return *value;
}

std::uint32_t Seed::choice(std::string_view parameter) const {
  const std::string_view word = text(parameter);
  std::string_view choices = slot(parameter).spec->choices;
  for (std::uint32_t position = 0;; ++position) {
    const auto bar = choices.find('|');
    if (choices.substr(0, bar) == word) return position;
    if (bar == std::string_view::npos) misuse(parameter, "is not an enumeration");
    choices.remove_prefix(bar + 1);
  }
}

UtcSeconds Seed::instant(std::string_view parameter) const {
  const auto* value = std::get_if<UtcSeconds>(&slot(parameter).value);
  if (value == nullptr) misuse(parameter, "is not an instant, or has no value");
  return *value;
}

const WordList& Seed::words(std::string_view parameter) const {
  const auto* value = std::get_if<WordList>(&slot(parameter).value);
  if (value == nullptr) misuse(parameter, "is not a list of words, or has no value");
  return *value;
}

std::span<const std::uint64_t> Seed::numbers(std::string_view parameter) const {
  const auto* value = std::get_if<std::vector<std::uint64_t>>(&slot(parameter).value);
  if (value == nullptr) misuse(parameter, "is not a list of numbers, or has no value");
  return *value;
}

const Json& Seed::observation(std::string_view parameter) const {
  const auto* value = std::get_if<std::shared_ptr<const Json>>(&slot(parameter).value);
  if (value == nullptr) misuse(parameter, "is not an observation, or has no value");
  return **value;
}

SeedBuilder::SeedBuilder(std::string_view family, std::string_view id, std::span<const ParameterSpec> schema)
    : family_(family) {
  seed_.id_ = id;
  for (const ParameterSpec& spec : schema) seed_.slots_.push_back({&spec, {}});
}

SeedBuilder::SeedBuilder(std::string_view family, const Seed& base, std::string_view id)
    : family_(family), seed_(base) {
  if (id != base.id()) seed_.marks_ = {};
  seed_.id_ = id;
}

SeedBuilder& SeedBuilder::note(std::string note) {
  seed_.note_ = std::move(note);
  return *this;
}

SeedBuilder& SeedBuilder::mark(const SeedMarks& marks) {
  seed_.marks_ = marks;
  return *this;
}

Seed::Slot& SeedBuilder::slot(std::string_view parameter, std::string_view where) {
  std::vector<std::string_view> known;
  for (Seed::Slot& slot : seed_.slots_) {
    if (slot.spec->name == parameter) return slot;
    known.push_back(slot.spec->name);
  }
  std::string list = "it has no parameters";
  for (std::size_t i = 0; i < known.size(); ++i) {
    list = i == 0 ? "its parameters are " : list + ", ";
    list.append(known[i]);
  }
  throw InputError{{std::string(where), family_ + "/" + seed_.id_ + ": unknown parameter " + quote(parameter),
                    suggest(parameter, known, list)}};
}

void SeedBuilder::fail(std::string_view where, const ParameterSpec& spec, std::string_view value,
                       std::string_view problem, std::string mend) const {
  throw InputError{{std::string(where),
                    family_ + "/" + seed_.id_ + ": parameter '" + std::string(spec.name) + "' is " + quote(value) +
                        ", " + std::string(problem),
                    std::move(mend)}};
}

Seed::Value SeedBuilder::read(const ParameterSpec& spec, const Json& value, std::string_view where) const {
  try {
    return read_value(spec, value, {where, family_, seed_.id_});
  } catch (ValueFault& fault) {
    fail(where, spec, fault.value, fault.problem, std::move(fault.hint));
  }
}

SeedBuilder& SeedBuilder::set(std::string_view parameter, const Json& value, std::string_view where) {
  Seed::Slot& target = slot(parameter, where);
  target.value = read(*target.spec, value, where);
  return *this;
}

SeedBuilder& SeedBuilder::set_text(std::string_view parameter, std::string_view text, std::string_view where) {
  const ParameterType type = slot(parameter, where).spec->type;
  const bool is_json = type == ParameterType::boolean || type == ParameterType::observation ||
                       type == ParameterType::number_list ||
                       (type == ParameterType::word_list && text.starts_with('['));
  Json value = text;
  if (is_json) {
    value = parse_json(text);
    if (value.is_discarded()) value = text;  // read() says what is expected instead
  }
  return set(parameter, value, where);
}

Seed SeedBuilder::build(std::string_view where) const {
  for (const Seed::Slot& slot : seed_.slots_) {
    const ParameterSpec& spec = *slot.spec;
    if (spec.optional || spec.type == ParameterType::observation) continue;
    if (std::holds_alternative<std::monostate>(slot.value)) {
      throw InputError{{std::string(where),
                        family_ + "/" + seed_.id_ + ": parameter '" + std::string(spec.name) + "' (" +
                            std::string(to_text(spec.type)) + ") has no value and no default",
                        "give it: " + std::string(spec.name) + "=VALUE"}};
    }
  }
  return seed_;
}

bool missing_observation(const Seed& seed, std::span<const ParameterSpec> schema) {
  return std::ranges::any_of(schema, [&](const ParameterSpec& spec) {
    return spec.type == ParameterType::observation && !spec.optional && !seed.has(spec.name);
  });
}

}  // namespace dgacast

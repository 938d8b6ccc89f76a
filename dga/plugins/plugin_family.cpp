// SPDX-License-Identifier: Apache-2.0
#include "dga/plugins/plugin_family.h"

#include <algorithm>
#include <stdexcept>

#include "dga/core/ascii.h"
#include "dga/core/text.h"
#include "dga/plugins/plugin.h"

namespace dgacast {
namespace {

/// The years 1 to 9999.
constexpr UtcSeconds kFirstInstant = midnight(1, 1, 1);
constexpr UtcSeconds kLastInstant = kUnbounded.end;

constexpr std::size_t kLongestParameter = 32;
constexpr std::size_t kLongestPeriodText = 80;

bool good_word(std::string_view word, std::size_t longest) {
  const auto letter = [](char c) { return c >= 'a' && c <= 'z'; };
  return !word.empty() && word.size() <= longest && letter(word.front()) &&
         std::ranges::all_of(word, [&](char c) { return letter(c) || is_digit(c) || c == '_'; });
}

std::string span_text(const Period& period) {
  return std::to_string(unix_time(period.begin)) + " to " + std::to_string(unix_time(period.end));
}

/// The greatest value that the schema may allow: it must fit the type, or it would promise what no seed can have.
std::uint64_t greatest(ParameterType type) {
  return type == ParameterType::u32 ? std::uint64_t{0xFFFF'FFFF} : ~std::uint64_t{0};
}

bool has_range(ParameterType type) {
  return type != ParameterType::i64 && type != ParameterType::boolean && type != ParameterType::instant;
}

}  // namespace

PluginFamily::PluginFamily(std::string path, std::unique_ptr<const PluginCode> code)
    : path_(std::move(path)), code_(std::move(code)), description_(code_->describe()) {
  check_description();
  for (const PluginDescription::Parameter& one : description_.parameters) {
    const bool ranged = has_range(one.type);
    parameters_.push_back({.name = one.name,
                           .type = one.type,
                           .min = ranged ? one.min : 0,
                           .max = ranged ? one.max : greatest(one.type),
                           .optional = one.optional});
  }
  const bool timeless = description_.taxonomy == Taxonomy::tid || description_.taxonomy == Taxonomy::tin;
  facts_ = FamilyFacts{.id = description_.id,
                       .taxonomy = description_.taxonomy,
                       .period = timeless ? PeriodRule::unbounded()
                                          : PeriodRule::custom(description_.period, &PluginFamily::window, this),
                       .parameters = parameters_,
                       .look_back = static_cast<std::uint32_t>(description_.look_back)};
}

void PluginFamily::fail(std::string what, std::string mend) const {
  throw InputError{{path_, std::move(what), std::move(mend)}};
}

void PluginFamily::check_description() const {
  const PluginDescription& d = description_;
  constexpr const char* kWord = "begin with a-z and go on with a-z, 0-9 and '_', at most ";
  if (!good_word(d.id, kLongestId))
    fail("describes itself with the id " + quote(d.id), kWord + std::to_string(kLongestId) + " octets");
  const bool printable = std::ranges::all_of(d.period, [](char c) { return c >= 0x20 && c <= 0x7E; });
  if (d.period.empty() || d.period.size() > kLongestPeriodText || !printable)
    fail("describes its period as " + quote(d.period), "give 1 to 80 printable ASCII characters, such as 7 days");
  if (d.look_back > DGACAST_MOST_LOOK_BACK)
    fail("looks back " + std::to_string(d.look_back) + " periods", "give at most 1000");
  if (d.most_names == 0 || d.most_names > DGACAST_MOST_NAMES)
    fail("declares lists of up to " + std::to_string(d.most_names) + " names", "give 1 to 10000000 as most_names");
  if (d.parameters.size() > DGACAST_MOST_PARAMETERS)
    fail("has " + std::to_string(d.parameters.size()) + " parameters", "give at most 64");
  for (std::size_t i = 0; i < d.parameters.size(); ++i) {
    const PluginDescription::Parameter& one = d.parameters[i];
    if (!good_word(one.name, kLongestParameter))
      fail("has a parameter " + quote(one.name), kWord + std::to_string(kLongestParameter) + " octets");
    for (std::size_t k = 0; k < i; ++k) {
      if (d.parameters[k].name == one.name) fail("has two parameters " + quote(one.name), "give each its own name");
    }
    if (has_range(one.type) && (one.min > one.max || one.max > greatest(one.type))) {
      fail("lets the parameter '" + one.name + "' range from " + std::to_string(one.min) + " to " +
               std::to_string(one.max),
           "give min and max inside its type, min not above max");
    }
  }
}

Period PluginFamily::window(const void* self, const Seed& seed, UtcSeconds instant) {
  const auto& family = *static_cast<const PluginFamily*>(self);
  const PluginValues values = family.values_of(seed);
  const Period period = family.code_->period(values, instant);
  const auto at = [&] { return "the period at " + std::to_string(unix_time(instant)) + " is " + span_text(period); };
  if (period.begin < kFirstInstant || period.end > kLastInstant)
    family.fail(at(), "periods lie between the years 1 and 9999, in seconds since 1970");
  if (!period.contains(instant)) family.fail(at(), "it must hold that instant: begin <= instant < end");
  if (period.end - period.begin < std::chrono::seconds{DGACAST_SHORTEST_PERIOD})
    family.fail(at(), "a period has at least 60 seconds");
  // Periods that overlap or leave gaps would list names twice, or never.
  for (const UtcSeconds edge : {period.begin, period.end - std::chrono::seconds{1}}) {
    const Period again = edge == instant ? period : family.code_->period(values, edge);
    if (again == period) continue;
    family.fail(at() + ", but at its own edge " + std::to_string(unix_time(edge)) + " it is " + span_text(again),
                "all instants of a period must give the same one");
  }
  return period;
}

/// The borders of the lists that are ordered, one after the other.
class PluginFamily::Lists final : public PluginLists {
 public:
  Lists(const PluginFamily& family, std::span<const ListOrder> orders) : family_(family), orders_(orders) { begin(); }

  PluginNames& names() override { return *names_; }
  void close() override {
    check();
    if (++made_ < orders_.size()) begin();
  }
  /// Throws what the border has against the list that is being made.
  void check() const {
    if (made_ == orders_.size()) return;
    names_->rethrow();
    if (!names_->fault()) return;
    const Issue& fault = *names_->fault();
    const ListOrder& order = orders_[made_];
    throw InputError{{fault.where.empty() ? family_.path_ : fault.where,
                      "the list of " + family_.description_.id + "/" + order.seed->id() + " from " +
                          format_instant(order.period.begin) + ": " + fault.what,
                      fault.mend}};
  }

 private:
  void begin() { names_.emplace(*orders_[made_].out, family_.description_.most_names); }

  const PluginFamily& family_;
  std::span<const ListOrder> orders_;
  std::size_t made_ = 0;
  std::optional<PluginNames> names_;
};

PluginValues PluginFamily::values_of(const Seed& seed) const {
  PluginValues values;
  values.reserve(description_.parameters.size());
  for (const PluginDescription::Parameter& parameter : description_.parameters) {
    PluginValue& value = values.emplace_back();
    value.present = seed.has(parameter.name);
    if (!value.present) continue;
    switch (parameter.type) {
      case ParameterType::u32:
        value.number = seed.u32(parameter.name);
        break;
      case ParameterType::u64:
        value.number = seed.u64(parameter.name);
        break;
      case ParameterType::i64:
        value.number = static_cast<std::uint64_t>(seed.i64(parameter.name));
        break;
      case ParameterType::boolean:
        value.number = seed.flag(parameter.name) ? 1 : 0;
        break;
      case ParameterType::string:
      case ParameterType::bytes:
        value.text = seed.text(parameter.name);
        break;
      case ParameterType::word_list: {
        const std::span<const std::string_view> words = seed.words(parameter.name).words();
        value.words.assign(words.begin(), words.end());
        break;
      }
      case ParameterType::number_list: {
        const std::span<const std::uint64_t> numbers = seed.numbers(parameter.name);
        value.numbers.assign(numbers.begin(), numbers.end());
        break;
      }
      case ParameterType::instant:
        value.number = static_cast<std::uint64_t>(unix_time(seed.instant(parameter.name)));
        break;
      default:
        throw std::logic_error("a parameter type that plugins do not have");
    }
  }
  return values;
}

void PluginFamily::generate(const Seed& seed, const Period& period, DomainList& out) const {
  const ListOrder order{&seed, period, &out};
  generate_some({&order, 1});
}

std::size_t PluginFamily::generate_some(std::span<const ListOrder> lists) const {
  std::vector<Period> periods;
  for (const ListOrder& order : lists) {
    if (order.seed != lists.front().seed) break;
    periods.push_back(order.period);
  }
  Lists borders{*this, lists.first(periods.size())};
  try {
    return code_->generate_some(values_of(*lists.front().seed), periods, borders);
  } catch (const InputError&) {
    borders.check();  // the border's word comes first: it is why the code stopped
    throw;
  }
}

}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
// What is said between dgacast and the code of a plugin, whichever language it is written in and wherever it runs.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dga/core/family.h"
#include "dga/core/period.h"
#include "dga/core/seed.h"
#include "dga/plugins/plugin_names.h"

namespace [[gnu::visibility("default")]] dgacast {

/// What a plugin says of itself, copied. The rules that it must hold to are those of dga/plugins/plugin.h.
struct PluginDescription {
  struct Parameter {
    std::string name;
    ParameterType type = ParameterType::u32;
    std::uint64_t min = 0, max = 0;
    bool optional = false;
    bool operator==(const Parameter&) const = default;
  };
  std::string id;
  Taxonomy taxonomy = Taxonomy::tdd;
  std::string period;  ///< for people
  std::uint64_t look_back = 0;
  std::uint64_t most_names = 0;
  std::vector<Parameter> parameters;
  bool operator==(const PluginDescription&) const = default;
};

/// The value that a seed has for one parameter; which members hold it follows from the type, as in dgacast_value.
struct PluginValue {
  bool present = false;
  std::uint64_t number = 0;
  std::string_view text;
  std::vector<std::string_view> words;
  std::vector<std::uint64_t> numbers;
};
/// One for each parameter of the description. Views: the seed or the bytes that they came from must live as long.
using PluginValues = std::vector<PluginValue>;

/// The lists that are asked for together, one after the other, as the code of a plugin meets them.
class PluginLists {
 public:
  PluginLists() = default;
  PluginLists(const PluginLists&) = delete;
  PluginLists& operator=(const PluginLists&) = delete;
  /// Takes the names of the list that is being made.
  virtual PluginNames& names() = 0;
  /// That list is complete; the next one begins. Throws InputError when its names broke a rule.
  virtual void close() = 0;

 protected:
  ~PluginLists() = default;
};

/// The foreign code. Each function throws InputError for what it cannot hand over at all; what it does hand over is
/// checked by PluginFamily. period(), generate() and generate_some() may be called by several threads at once.
class PluginCode {
 public:
  PluginCode() = default;
  PluginCode(const PluginCode&) = delete;
  PluginCode& operator=(const PluginCode&) = delete;
  virtual ~PluginCode() = default;
  virtual PluginDescription describe() const = 0;
  virtual Period period(const PluginValues& values, UtcSeconds instant) const = 0;
  virtual void generate(const PluginValues& values, const Period& period, PluginNames& names) const = 0;
  /// Makes the first of the lists of `periods` (one or more), and as many of the next as suit; gives how many.
  virtual std::size_t generate_some(const PluginValues& values, std::span<const Period> periods,
                                    PluginLists& lists) const {
    generate(values, periods.front(), lists.names());
    lists.close();
    return 1;
  }
  /// How many lists generate_some() should be given at once.
  virtual std::size_t lists_at_once() const noexcept { return 1; }
};

}  // namespace dgacast

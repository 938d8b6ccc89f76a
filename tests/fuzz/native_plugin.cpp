// SPDX-License-Identifier: Apache-2.0
// A plugin in C that hands over anything: each octet of the input decides what its functions give next.
#include "dga/plugins/native_plugin.h"

#include <array>
#include <cstring>
#include <string>
#include <vector>

#include "tests/fuzz/plugin_list.h"
#include "tests/fuzz/target.h"

namespace {

using namespace dgacast;

/// Octets of the input, front to back, and zeros after its end.
class Script {
 public:
  Script(const std::uint8_t* data, std::size_t size) : rest_(reinterpret_cast<const char*>(data), size) {}

  bool ended() const noexcept { return rest_.empty(); }
  std::string_view octets(std::size_t size) {
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(taken.size());
    return taken;
  }
  std::uint64_t number(std::size_t size) {
    std::array<char, 8> raw{};
    const std::string_view taken = octets(size);
    std::memcpy(raw.data(), taken.data(), taken.size());
    std::uint64_t value = 0;
    std::memcpy(&value, raw.data(), raw.size());
    return value;
  }
  std::uint8_t octet() { return static_cast<std::uint8_t>(number(1)); }
  /// Often what is right, so that the input need not find it octet by octet; else anything.
  std::uint64_t mostly(std::uint64_t right, std::size_t size) { return octet() < 240 ? right : number(size); }

 private:
  std::string_view rest_;
};

/// What the three functions read: they take no context. Set for one run at a time.
struct Plugin {
  explicit Plugin(Script& input) : script(input) {}

  /// A C string that ends in its last octet, so that a reader who goes on is caught; or NULL.
  const char* text() {
    const std::uint8_t size = script.octet();
    if (size == 255) return nullptr;
    const std::string_view taken = script.octets(size);
    std::vector<char>& copy = texts.emplace_back(taken.begin(), taken.end());
    copy.push_back('\0');
    copy.shrink_to_fit();
    return copy.data();
  }

  Script& script;
  std::vector<std::vector<char>> texts;
  std::vector<dgacast_parameter> parameters;
  dgacast_description description{};
};

thread_local Plugin* plugin = nullptr;

const dgacast_description* describe() {
  Script& script = plugin->script;
  dgacast_description& d = plugin->description;
  d.abi = static_cast<std::uint32_t>(script.mostly(DGACAST_PLUGIN_ABI, 4));
  d.size = static_cast<std::uint32_t>(script.mostly(sizeof d, 4));
  d.id = script.octet() < 200 ? "fuzzed" : plugin->text();
  d.taxonomy = static_cast<std::uint32_t>(script.mostly(DGACAST_TDD, 4));
  d.look_back = static_cast<std::uint32_t>(script.mostly(0, 4));
  d.most_names = script.mostly(1000, 8);
  d.period = script.octet() < 200 ? "1 day" : plugin->text();
  const std::size_t count = script.octet() % 8;
  for (std::size_t i = 0; i < count; ++i) {
    const char* const name = plugin->text();
    const auto type = static_cast<std::uint32_t>(script.octet() % 11);
    const auto optional = static_cast<std::uint32_t>(script.octet());
    plugin->parameters.push_back({name, type, optional, script.number(8), script.number(8)});
  }
  plugin->parameters.shrink_to_fit();
  const bool none = script.octet() == 255;
  d.parameters = none || plugin->parameters.empty() ? nullptr : plugin->parameters.data();
  // A plugin may lie of its count only where no octet beyond its array is read for it.
  d.parameter_count = script.octet() == 255 ? DGACAST_MOST_PARAMETERS + script.number(8) % 1000 + 1 : count;
  return script.octet() == 255 ? nullptr : &d;
}

/// Reads all that it was given, as a plugin may.
std::uint64_t sum_of(const dgacast_value* values, std::uint64_t count) {
  std::uint64_t sum = 0;
  for (const dgacast_value& value : std::span{values, count}) {
    sum += value.type + value.present + value.number;
    for (const char c : std::string_view{value.text.data, value.text.size}) sum += static_cast<unsigned char>(c);
    if (value.words != nullptr) {
      for (const dgacast_text& word : std::span{value.words, value.number}) sum += word.size;
    }
    if (value.numbers != nullptr) {
      for (const std::uint64_t number : std::span{value.numbers, value.number}) sum += number;
    }
  }
  return sum;
}

std::int32_t period_of(const dgacast_value* values, std::uint64_t count, std::int64_t instant, dgacast_period* period) {
  Script& script = plugin->script;
  if (sum_of(values, count) == 0 && count > 0) return 1;
  const std::int64_t day = 86400;
  const std::int64_t begin = (instant >= 0 ? instant / day : (instant - day + 1) / day) * day;
  period->begin = static_cast<std::int64_t>(script.mostly(static_cast<std::uint64_t>(begin), 8));
  period->end = static_cast<std::int64_t>(script.mostly(static_cast<std::uint64_t>(begin + day), 8));
  return static_cast<std::int32_t>(script.mostly(0, 4));
}

std::int32_t generate(const dgacast_value* values, std::uint64_t count, const dgacast_period* period, dgacast_sink sink,
                      void* context) {
  Script& script = plugin->script;
  if (sum_of(values, count) == 0 && count > 0) return 1;
  if (period->begin >= period->end) std::abort();
  while (!script.ended()) {
    const std::uint8_t what = script.octet();
    std::int32_t refused = 0;
    if (what < 200) {
      const std::string_view taken = script.octets(what % 64);
      const std::vector<char> name(taken.begin(), taken.end());  // on the heap: its end is guarded
      refused = sink(context, name.data(), name.size());
    } else if (what < 220) {
      const std::string name(what < 210 ? DGACAST_LONGEST_NAME : DGACAST_LONGEST_NAME + 1U, 'a');
      refused = sink(context, name.data(), name.size());
    } else if (what < 230) {
      refused = sink(context, nullptr, script.number(8));
    } else if (what < 240) {
      refused = sink(context, "a", script.number(8) | 256);  // an end far beyond what is there
    } else if (what < 250) {
      for (int i = 0; i < 2000; ++i) refused = sink(context, "again.example", 13);
    } else {
      return static_cast<std::int32_t>(script.number(4));
    }
    if (refused != 0 && script.octet() < 200) return 0;  // else it goes on, which it must not
  }
  return 0;
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Script script{data, size};
  Plugin hostile{script};
  plugin = &hostile;
  try {
    const PluginFamily family{"fuzz.so", native_plugin("fuzz.so", {&describe, &period_of, &generate})};
    if (plugin_list(family).size() > hostile.description.most_names) std::abort();
  } catch (const InputError&) {
  }
  plugin = nullptr;
  return 0;
}

// SPDX-License-Identifier: Apache-2.0
#include "dga/plugins/lua_plugin.h"

#include <algorithm>
#include <lua.hpp>
#include <span>

#include "dga/plugins/lua_call.h"
#include "dga/plugins/plugin.h"

// Lua leaves a function with an error by longjmp: between Lua calls, C++ frames hold nothing that has a destructor.

namespace dgacast {
namespace {

constexpr std::int64_t kQuickSteps = 10'000'000;      // describe, period
constexpr std::int64_t kGenerateSteps = 200'000'000;  // about two seconds

/// Pushes the script's function `name`.
void push_function(lua_State* lua, const char* name) {
  lua_pushstring(lua, name);
  lua_rawget(lua, 1);
  if (!lua_isfunction(lua, -1)) {
    LuaCall::complain(lua, std::string("has no function ") + name, "define describe, period and generate");
    LuaCall::leave(lua);
  }
}

// describe

/// Pushes the value of `key` in the table at `table`; true when there is one.
bool field(lua_State* lua, int table, const char* key) {
  lua_pushstring(lua, key);
  return lua_rawget(lua, table) != LUA_TNIL;
}

/// Reads a field that must be there.
void read_text(lua_State* lua, int table, const char* key, std::string& out) {
  field(lua, table, key);
  if (lua_type(lua, -1) != LUA_TSTRING) {
    LuaCall::complain(lua, std::string("describes itself without a text ") + key,
                      std::string("give ") + key + " = \"...\"");
    LuaCall::leave(lua);
  }
  out = text_at(lua, -1);
  lua_pop(lua, 1);
}

/// An integer, as its 64 bits; `out` keeps its value when there is none.
void read_number(lua_State* lua, int table, const char* key, std::uint64_t& out) {
  if (field(lua, table, key)) {
    int whole = 0;
    out = static_cast<std::uint64_t>(lua_tointegerx(lua, -1, &whole));
    if (whole == 0 || lua_type(lua, -1) != LUA_TNUMBER) {
      LuaCall::complain(lua, std::string("describes ") + key + " as what is no whole number", "give an integer");
      LuaCall::leave(lua);
    }
  }
  lua_pop(lua, 1);
}

/// Refuses keys that nobody reads: a misspelt one would be lost without a word.
void only_keys(lua_State* lua, int table, std::span<const std::string_view> known) {
  lua_pushnil(lua);
  while (lua_next(lua, table) != 0) {
    lua_pop(lua, 1);
    const std::string_view key = text_at(lua, -1);
    if (std::ranges::find(known, key) == known.end()) {
      LuaCall::complain(lua, "describes itself with an unknown key " + quote(key),
                        suggest(key, known, "the keys stand in dga/plugins/lua_plugin.h"));
      LuaCall::leave(lua);
    }
  }
}

constexpr std::string_view kKeys[] = {"abi", "id", "taxonomy", "period", "look_back", "most_names", "parameters"};
constexpr std::string_view kParameterKeys[] = {"name", "type", "min", "max", "optional"};
struct NamedType {
  std::string_view name;
  ParameterType type;
};
constexpr NamedType kTypes[] = {{"u32", ParameterType::u32},         {"u64", ParameterType::u64},
                                {"i64", ParameterType::i64},         {"boolean", ParameterType::boolean},
                                {"string", ParameterType::string},   {"bytes", ParameterType::bytes},
                                {"words", ParameterType::word_list}, {"numbers", ParameterType::number_list},
                                {"instant", ParameterType::instant}};

struct Reading {
  PluginDescription description;
  std::string word;  // here and not in a frame that an error would jump over
};

void read_parameter(lua_State* lua, int table, Reading& reading) {
  only_keys(lua, table, kParameterKeys);
  PluginDescription::Parameter& parameter = reading.description.parameters.emplace_back();
  read_text(lua, table, "name", parameter.name);
  read_text(lua, table, "type", reading.word);
  const auto type = std::ranges::find(kTypes, std::string_view{reading.word}, &NamedType::name);
  if (type == std::end(kTypes)) {
    LuaCall::complain(lua, "gives the parameter " + quote(parameter.name) + " the type " + quote(reading.word),
                      "give u32, u64, i64, boolean, string, bytes, words, numbers or instant");
    LuaCall::leave(lua);
  }
  parameter.type = type->type;
  parameter.max = parameter.type == ParameterType::u32 ? 0xFFFF'FFFF : ~std::uint64_t{0};
  read_number(lua, table, "min", parameter.min);
  read_number(lua, table, "max", parameter.max);
  field(lua, table, "optional");
  parameter.optional = lua_toboolean(lua, -1) != 0;
  lua_pop(lua, 1);
}

void read_description(lua_State* lua, void* data) {
  auto& reading = *static_cast<Reading*>(data);
  PluginDescription& out = reading.description;
  for (const char* name : {"generate", "describe"}) push_function(lua, name);
  lua_call(lua, 0, 1);
  const int table = lua_gettop(lua);
  if (!lua_istable(lua, table)) {
    LuaCall::complain(lua, "describes itself without a table", "let describe return one");
    LuaCall::leave(lua);
  }
  std::uint64_t abi = 0;
  read_number(lua, table, "abi", abi);
  if (abi != DGACAST_PLUGIN_ABI) {
    LuaCall::complain(lua,
                      "is written for version " + std::to_string(abi) +
                          " of the plugin interface, and this is version " + std::to_string(DGACAST_PLUGIN_ABI),
                      "bring it up to date, and give abi = " + std::to_string(DGACAST_PLUGIN_ABI));
    LuaCall::leave(lua);
  }
  only_keys(lua, table, kKeys);
  read_text(lua, table, "id", out.id);
  read_text(lua, table, "period", out.period);
  read_text(lua, table, "taxonomy", reading.word);
  bool known = false;
  for (const Taxonomy taxonomy : {Taxonomy::tdd, Taxonomy::tid, Taxonomy::tdn, Taxonomy::tin}) {
    if (to_text(taxonomy) != reading.word) continue;
    out.taxonomy = taxonomy;
    known = true;
  }
  if (!known) {
    LuaCall::complain(lua, "has the taxonomy " + quote(reading.word), "give TDD, TID, TDN or TIN");
    LuaCall::leave(lua);
  }
  if (out.taxonomy == Taxonomy::tdd || out.taxonomy == Taxonomy::tdn) push_function(lua, "period");
  read_number(lua, table, "look_back", out.look_back);
  read_number(lua, table, "most_names", out.most_names);
  if (field(lua, table, "parameters")) {
    const int list = lua_gettop(lua);
    if (!lua_istable(lua, list)) {
      LuaCall::complain(lua, "describes parameters as what is no table", "give an array of tables");
      LuaCall::leave(lua);
    }
    const lua_Unsigned count = lua_rawlen(lua, list);
    if (count > DGACAST_MOST_PARAMETERS) {
      LuaCall::complain(lua, "has " + std::to_string(count) + " parameters", "give at most 64");
      LuaCall::leave(lua);
    }
    for (lua_Unsigned i = 1; i <= count; ++i) {
      lua_rawgeti(lua, list, static_cast<lua_Integer>(i));
      if (!lua_istable(lua, -1)) {
        LuaCall::complain(lua, "describes a parameter as what is no table", "give an array of tables");
        LuaCall::leave(lua);
      }
      read_parameter(lua, lua_gettop(lua), reading);
      lua_pop(lua, 1);
    }
  }
}

// period and generate

struct Question {
  const PluginValues& values;
  const std::vector<PluginDescription::Parameter>& schema;
  UtcSeconds instant{};          // of period
  Period period{};               // of generate; the answer of period
  PluginNames* names = nullptr;  // of generate
};

void push_value(lua_State* lua, const PluginValue& value, ParameterType type) {
  const auto push_text = [lua](std::string_view text) { lua_pushlstring(lua, text.data(), text.size()); };
  lua_Integer position = 0;
  switch (type) {
    case ParameterType::boolean:
      return lua_pushboolean(lua, value.number != 0 ? 1 : 0);
    case ParameterType::string:
    case ParameterType::bytes:
      push_text(value.text);
      return;
    case ParameterType::word_list:
      lua_newtable(lua);
      for (const std::string_view word : value.words) {
        push_text(word);
        lua_rawseti(lua, -2, ++position);
      }
      return;
    case ParameterType::number_list:
      lua_newtable(lua);
      for (const std::uint64_t number : value.numbers) {
        lua_pushinteger(lua, static_cast<lua_Integer>(number));
        lua_rawseti(lua, -2, ++position);
      }
      return;
    default:
      return lua_pushinteger(lua, static_cast<lua_Integer>(value.number));
  }
}

void push_values(lua_State* lua, const Question& question) {
  lua_newtable(lua);
  for (std::size_t i = 0; i < question.schema.size(); ++i) {
    if (!question.values[i].present) continue;
    push_value(lua, question.values[i], question.schema[i].type);
    lua_setfield(lua, -2, question.schema[i].name.c_str());
  }
}

void ask_period(lua_State* lua, void* data) {
  auto& question = *static_cast<Question*>(data);
  push_function(lua, "period");
  push_values(lua, question);
  lua_pushinteger(lua, unix_time(question.instant));
  lua_call(lua, 2, 2);
  if (lua_isinteger(lua, -2) == 0 || lua_isinteger(lua, -1) == 0) {
    LuaCall::complain(lua, "gives a period that is not two integers", "return first, after: with // and not with /");
    LuaCall::leave(lua);
  }
  question.period = {UtcSeconds{std::chrono::seconds{lua_tointeger(lua, -2)}},
                     UtcSeconds{std::chrono::seconds{lua_tointeger(lua, -1)}}};
}

int add_name(lua_State* lua) {
  luaL_checktype(lua, 1, LUA_TSTRING);
  auto& names = *static_cast<PluginNames*>(lua_touserdata(lua, lua_upvalueindex(1)));
  if (!names.add(text_at(lua, 1))) LuaCall::of(lua).refuse();
  return 0;
}

void ask_names(lua_State* lua, void* data) {
  const auto& question = *static_cast<Question*>(data);
  push_function(lua, "generate");
  push_values(lua, question);
  lua_pushinteger(lua, unix_time(question.period.begin));
  lua_pushinteger(lua, unix_time(question.period.end));
  lua_pushlightuserdata(lua, question.names);
  lua_pushcclosure(lua, add_name, 1);
  lua_call(lua, 4, 0);
}

class LuaPlugin final : public PluginCode {
 public:
  LuaPlugin(std::string path, std::string script) : path_(std::move(path)), script_(std::move(script)) {
    Reading reading;
    LuaCall{path_, script_, kQuickSteps}.run(read_description, &reading);
    description_ = std::move(reading.description);
  }

  PluginDescription describe() const override { return description_; }

  Period period(const PluginValues& values, UtcSeconds instant) const override {
    Question question{.values = values, .schema = description_.parameters, .instant = instant};
    LuaCall{path_, script_, kQuickSteps}.run(ask_period, &question);
    return question.period;
  }

  void generate(const PluginValues& values, const Period& period, PluginNames& names) const override {
    Question question{.values = values, .schema = description_.parameters, .period = period, .names = &names};
    LuaCall call{path_, script_, kGenerateSteps};
    call.run(ask_names, &question);
    names.locate(call.place());
  }

 private:
  std::string path_;
  std::string script_;
  PluginDescription description_;
};

}  // namespace

std::unique_ptr<const PluginCode> open_lua_plugin(const std::string& path, std::string script) {
  return std::make_unique<const LuaPlugin>(path, std::move(script));
}

}  // namespace dgacast

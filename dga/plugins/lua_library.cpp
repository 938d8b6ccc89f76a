// SPDX-License-Identifier: Apache-2.0
#include "dga/plugins/lua_library.h"

#include <chrono>
#include <limits>
#include <string_view>

#include "dga/core/calendar.h"
#include "dga/core/period.h"
#include "dga/plugins/lua_call.h"
#include "dga/random/crc32.h"
#include "dga/random/digest.h"

namespace dgacast {
namespace {

constexpr std::uint64_t kStepsOfProtection = 100;  // pcall, whose errors are slow

// What a library function costs beyond the instruction that calls it.

std::uint64_t product(std::uint64_t a, std::uint64_t b) {
  std::uint64_t result = 0;
  return __builtin_mul_overflow(a, b, &result) ? std::numeric_limits<std::uint64_t>::max() : result;
}

/// The greatest number of steps that matching `pattern` anywhere in `size` octets can take: each repetition that
/// something follows may be tried at each length.
std::uint64_t pattern_cost(std::string_view pattern, std::uint64_t size) {
  std::uint64_t cost = product(pattern.size() + 1, size + 1);
  const auto repeat = [&] { cost = product(cost, size + 1); };
  std::size_t at = 0;
  while (at < pattern.size()) {
    const char c = pattern[at++];
    bool item = true;
    if (c == '%' && at < pattern.size()) {
      const char kind = pattern[at++];
      if (kind == 'b' || (kind >= '0' && kind <= '9')) repeat();
    } else if (c == '[') {
      if (at < pattern.size() && pattern[at] == '^') ++at;
      for (bool first = true; at < pattern.size() && (first || pattern[at] != ']'); first = false)
        at += pattern[at] == '%' ? 2 : 1;
      ++at;
    } else if (c == '(' || c == ')') {
      item = false;
    }
    if (!item || at >= pattern.size()) continue;
    if (pattern[at] != '*' && pattern[at] != '+' && pattern[at] != '-' && pattern[at] != '?') continue;
    ++at;
    // A repetition at the very end takes what it finds and is done.
    if (pattern.find_first_not_of("()", at) != std::string_view::npos) repeat();
  }
  return cost;
}

enum class Cost : std::uint8_t { strings, repeat, find, pattern, table, sort, range, metatable, protect };

/// The number of elements from the integers at `first` to `last`.
std::uint64_t range_at(lua_State* lua, int first, int last) {
  const lua_Integer from = lua_tointeger(lua, first), to = lua_tointeger(lua, last);
  return to < from ? 0 : static_cast<std::uint64_t>(to) - static_cast<std::uint64_t>(from);
}

/// Charges for a call, then makes it. Upvalues: the function, its Cost.
int guarded(lua_State* lua) {
  LuaCall& call = LuaCall::of(lua);
  std::uint64_t octets = 0;
  for (int i = 1; i <= lua_gettop(lua); ++i) octets += text_at(lua, i).size();
  call.charge(octets / LuaCall::kOctetsOfStep);
  const auto cost = static_cast<Cost>(lua_tointeger(lua, lua_upvalueindex(2)));
  if (cost == Cost::table || cost == Cost::sort || cost == Cost::range) {
    // With a metatable a table could claim any length, or another one each time.
    for (int i = 1; i <= lua_gettop(lua); ++i) {
      if (lua_istable(lua, i) && lua_getmetatable(lua, i) != 0)
        return luaL_error(lua, "the table library takes tables without metatable here");
    }
  }
  switch (cost) {
    case Cost::strings:
      break;
    case Cost::repeat: {
      const lua_Integer times = lua_tointeger(lua, 2);
      if (times > 0) call.charge(static_cast<std::uint64_t>(times));
      break;
    }
    case Cost::find:
    case Cost::pattern: {
      const bool plain = cost == Cost::find && lua_toboolean(lua, 4) != 0;
      const std::string_view text = text_at(lua, 1), pattern = text_at(lua, 2);
      call.charge(plain ? product(text.size(), pattern.size()) : pattern_cost(pattern, text.size()));
      break;
    }
    case Cost::table:
      call.charge(lua_istable(lua, 1) ? lua_rawlen(lua, 1) : 0);
      break;
    case Cost::sort:
      call.charge(lua_istable(lua, 1) ? product(lua_rawlen(lua, 1), 64) : 0);
      break;
    case Cost::range:
      call.charge(range_at(lua, 2, 3));
      break;
    case Cost::protect:
      call.charge(kStepsOfProtection);
      break;
    case Cost::metatable:
      // Lua runs finalisers without our hook.
      if (lua_istable(lua, 2)) {
        lua_pushliteral(lua, "__gc");
        if (lua_rawget(lua, 2) != LUA_TNIL) return luaL_error(lua, "a metatable with __gc is not allowed");
        lua_pop(lua, 1);
      }
      break;
  }
  lua_pushvalue(lua, lua_upvalueindex(1));
  lua_insert(lua, 1);
  lua_call(lua, lua_gettop(lua) - 1, LUA_MULTRET);
  return lua_gettop(lua);
}

/// Pushes tostring() of the value at `index`, which is an address in no case: one would be another at each run, and
/// would tell where this process has its memory.
void push_text(lua_State* lua, int index) {
  const int type = lua_type(lua, index);
  const bool primitive = type == LUA_TNIL || type == LUA_TBOOLEAN || type == LUA_TNUMBER || type == LUA_TSTRING;
  const bool own = !primitive && luaL_getmetafield(lua, index, "__tostring") != LUA_TNIL;
  if (own) lua_pop(lua, 1);
  if (primitive || own) {
    luaL_tolstring(lua, index, nullptr);
  } else if (luaL_getmetafield(lua, index, "__name") != LUA_TSTRING) {
    lua_pushstring(lua, lua_typename(lua, type));
  }
}

int text_of(lua_State* lua) {
  luaL_checkany(lua, 1);
  push_text(lua, 1);
  return 1;
}

/// string.format, whose %s would show addresses, and whose %p is one. Upvalue: the original.
int format(lua_State* lua) {
  std::size_t size = 0;
  const char* const text = luaL_checklstring(lua, 1, &size);
  const std::string_view form{text, size};
  int argument = 1;
  for (std::size_t at = 0; at < form.size(); ++at) {
    if (form[at] != '%') continue;
    at = form.find_first_not_of("-+ #0123456789.", at + 1);
    if (at == std::string_view::npos) break;
    if (form[at] == '%') continue;
    ++argument;
    if (form[at] == 'p') return luaL_error(lua, "%%p gives an address, which changes from run to run");
    if (form[at] != 's' || argument > lua_gettop(lua)) continue;
    push_text(lua, argument);
    lua_replace(lua, argument);
  }
  lua_pushvalue(lua, lua_upvalueindex(1));
  lua_insert(lua, 1);
  lua_call(lua, lua_gettop(lua) - 1, 1);
  return 1;
}

/// Calls the handler of xpcall for an error of the script. Lua calls it inside the hook that stops a script too, where
/// nothing counts its steps: there the error is handed on as it is. Upvalue: the handler.
int handle(lua_State* lua) {
  if (LuaCall::of(lua).stopped()) return 1;
  lua_pushvalue(lua, lua_upvalueindex(1));
  lua_insert(lua, 1);
  lua_call(lua, 1, 1);
  return 1;
}

/// xpcall with handle(). Upvalue: the original.
int protected_call(lua_State* lua) {
  luaL_checktype(lua, 2, LUA_TFUNCTION);
  lua_pushvalue(lua, 2);
  lua_pushcclosure(lua, handle, 1);
  lua_replace(lua, 2);
  lua_pushvalue(lua, lua_upvalueindex(1));
  lua_insert(lua, 1);
  lua_call(lua, lua_gettop(lua) - 1, LUA_MULTRET);
  return lua_gettop(lua);
}

int no_order(lua_State* lua) {
  return luaL_error(lua, "pairs and next visit in an order that changes; use ipairs or a numeric for");
}

// The helpers.

std::string_view argument(lua_State* lua) {
  std::size_t size = 0;
  const char* const text = luaL_checklstring(lua, 1, &size);
  LuaCall::of(lua).charge(size / LuaCall::kOctetsOfStep);
  return {text, size};
}

template <auto Digest>
int digest(lua_State* lua) {
  const auto octets = Digest(argument(lua));
  lua_pushlstring(lua, reinterpret_cast<const char*>(octets.data()), octets.size());
  return 1;
}

int hex(lua_State* lua) {
  const std::string_view text = argument(lua);
  luaL_Buffer buffer;
  char* const place = luaL_buffinitsize(lua, &buffer, 2 * text.size());
  hex_digits({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}, place);
  luaL_pushresultsize(&buffer, 2 * text.size());
  return 1;
}

int crc(lua_State* lua) {
  lua_pushinteger(lua, crc32(argument(lua)));
  return 1;
}

// Dates of the years 1 to 9999, as periods have.
constexpr std::int64_t kFirstTime = unix_time(midnight(1, 1, 1));
constexpr std::int64_t kLastTime = unix_time(kUnbounded.end);
constexpr lua_Integer kDaySeconds = 86'400;

int date(lua_State* lua) {
  const lua_Integer time = luaL_checkinteger(lua, 1);
  luaL_argcheck(lua, time >= kFirstTime && time <= kLastTime, 1, "a time of the years 1 to 9999");
  const UtcSeconds instant{std::chrono::seconds{time}};
  const CivilDate day = civil(instant);
  const lua_Integer second = time - unix_time(midnight_before(instant));
  lua_createtable(lua, 0, 8);
  const auto field = [lua](const char* name, lua_Integer value) {
    lua_pushinteger(lua, value);
    lua_setfield(lua, -2, name);
  };
  field("year", day.year);
  field("month", day.month);
  field("day", day.day);
  field("hour", second / 3600);
  field("min", second / 60 % 60);
  field("sec", second % 60);
  field("yday", day.day_of_year);
  field("wday", day.weekday);
  return 1;
}

int time(lua_State* lua) {
  const lua_Integer year = luaL_checkinteger(lua, 1), month = luaL_checkinteger(lua, 2),
                    day = luaL_checkinteger(lua, 3);
  const bool in_range = year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
  luaL_argcheck(lua, in_range, 1, "year, month and day must be those of a date");
  const std::chrono::year_month_day civil_date{std::chrono::year{static_cast<int>(year)},
                                               std::chrono::month{static_cast<unsigned>(month)},
                                               std::chrono::day{static_cast<unsigned>(day)}};
  luaL_argcheck(lua, civil_date.ok(), 3, "that month has no such day");
  lua_Integer seconds = 0;
  constexpr lua_Integer kUnit[] = {3600, 60, 1};
  for (int i = 0; i < 3; ++i) {
    const lua_Integer value = luaL_optinteger(lua, 4 + i, 0);
    luaL_argcheck(lua, value >= 0 && value < kDaySeconds, 4 + i, "hour, minute or second out of range");
    seconds += value * kUnit[i];
  }
  lua_pushinteger(lua, unix_time(UtcDay{civil_date}) + seconds);
  return 1;
}

// What a script sees.

struct Offered {
  const char* name;
  Cost cost = Cost::strings;
  lua_CFunction instead = nullptr;  // with the original as upvalue
};
constexpr Offered kBase[] = {{"assert"},
                             {"error"},
                             {"getmetatable"},
                             {"ipairs"},
                             {"pcall", Cost::protect},
                             {"rawequal"},
                             {"rawget"},
                             {"rawlen"},
                             {"rawset"},
                             {"select"},
                             {"type"},
                             {"tonumber"},
                             {"xpcall", Cost::protect, protected_call},
                             {"tostring", Cost::strings, text_of},
                             {"setmetatable", Cost::metatable}};
constexpr Offered kString[] = {{"byte"},
                               {"char"},
                               {"format", Cost::strings, format},
                               {"len"},
                               {"lower"},
                               {"pack"},
                               {"packsize"},
                               {"reverse"},
                               {"sub"},
                               {"unpack"},
                               {"upper"},
                               {"rep", Cost::repeat},
                               {"find", Cost::find},
                               {"gmatch", Cost::pattern},
                               {"gsub", Cost::pattern},
                               {"match", Cost::pattern}};
constexpr Offered kTable[] = {
    {"concat", Cost::table}, {"insert", Cost::table}, {"remove", Cost::table}, {"pack"}, {"unpack"},
    {"sort", Cost::sort},    {"move", Cost::range}};
constexpr Offered kMath[] = {{"abs"}, {"acos"},       {"asin"}, {"atan"}, {"ceil"}, {"cos"}, {"deg"},
                             {"exp"}, {"floor"},      {"fmod"}, {"huge"}, {"log"},  {"max"}, {"maxinteger"},
                             {"min"}, {"mininteger"}, {"modf"}, {"pi"},   {"rad"},  {"sin"}, {"sqrt"},
                             {"tan"}, {"tointeger"},  {"type"}, {"ult"}};
constexpr Offered kUtf8[] = {{"char"}, {"charpattern"}, {"codepoint"}, {"codes"}, {"len"}, {"offset"}};
constexpr luaL_Reg kHelpers[] = {{"md5", digest<md5>}, {"sha1", digest<sha1>}, {"sha256", digest<sha256>},
                                 {"hex", hex},         {"crc32", crc},         {"date", date},
                                 {"time", time},       {nullptr, nullptr}};

/// Copies what is offered of the library on top of the stack into the table below it; functions that take strings or
/// have a cost go through guarded(). The library itself stays where only Lua sees it, for the names in its messages.
template <std::size_t N>
void offer(lua_State* lua, const Offered (&names)[N], bool guard) {
  for (const Offered& one : names) {
    lua_getfield(lua, -1, one.name);
    if (one.instead != nullptr) lua_pushcclosure(lua, one.instead, 1);
    if (lua_isfunction(lua, -1) && (guard || one.cost != Cost::strings)) {
      lua_pushinteger(lua, static_cast<lua_Integer>(one.cost));
      lua_pushcclosure(lua, guarded, 2);
    }
    lua_setfield(lua, -3, one.name);
  }
  lua_pop(lua, 1);
}

template <std::size_t N>
void offer_library(lua_State* lua, const char* name, lua_CFunction open, const Offered (&names)[N], bool guard) {
  lua_newtable(lua);
  luaL_requiref(lua, name, open, 0);
  offer(lua, names, guard);
  lua_setfield(lua, -2, name);
}

}  // namespace

void push_lua_globals(lua_State* lua) {
  lua_newtable(lua);
  luaL_requiref(lua, LUA_GNAME, luaopen_base, 0);
  offer(lua, kBase, false);
  lua_pushcfunction(lua, no_order);
  lua_setfield(lua, -2, "pairs");
  lua_pushcfunction(lua, no_order);
  lua_setfield(lua, -2, "next");
  offer_library(lua, LUA_STRLIBNAME, luaopen_string, kString, true);
  offer_library(lua, LUA_TABLIBNAME, luaopen_table, kTable, true);
  offer_library(lua, LUA_MATHLIBNAME, luaopen_math, kMath, false);
  offer_library(lua, LUA_UTF8LIBNAME, luaopen_utf8, kUtf8, true);
  luaL_newlib(lua, kHelpers);
  lua_setfield(lua, -2, "dgacast");
  // Methods of strings are those that are offered.
  lua_pushliteral(lua, "");
  lua_getmetatable(lua, -1);
  lua_getfield(lua, -3, LUA_STRLIBNAME);
  lua_setfield(lua, -2, "__index");
  lua_pop(lua, 2);
}

}  // namespace dgacast

// SPDX-License-Identifier: Apache-2.0
#include "dga/core/lua_plugin.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <ctime>
#include <limits>
#include <lua.hpp>
#include <span>

#include "dga/core/plugin.h"
#include "dga/random/crc32.h"
#include "dga/random/digest.h"

// Lua leaves a function with an error by longjmp: between Lua calls, C++ frames hold nothing that has a destructor.

namespace dgacast {
namespace {

constexpr std::size_t kMostMemory = std::size_t{64} << 20;
constexpr std::int64_t kQuickSteps = 10'000'000;      // describe, period
constexpr std::int64_t kGenerateSteps = 200'000'000;  // about two seconds
constexpr int kStepsBetweenLooks = 1000;
constexpr std::uint64_t kStepsOfProtection = 100;  // pcall, whose errors are slow
constexpr std::size_t kOctetsOfStep = 16;          // allocating so much costs one step
// A few instructions (comparing two strings of many MiB) take long for one step: the last resort, in CPU time.
constexpr std::int64_t kMostSeconds = 10;
constexpr const char* kChunk = "=script";  // stands before the line in Lua's messages
constexpr std::string_view kChunkPrefix = "script:";

constexpr const char* kOffer = "mend the script; it has parts of base, string, table, math, utf8 and dgacast, no more";

/// Why a script was stopped; it cannot go on from any of these, not even in pcall.
enum class Stop : std::uint8_t { no, steps, time, refused };

/// One call of a script, in a fresh state.
class Call {
 public:
  Call(const std::string& path, std::string_view script, std::int64_t steps)
      : path_(path), script_(script), all_steps_(steps), steps_(steps), end_(seconds_now() + kMostSeconds) {
    state_ = lua_newstate(&Call::allocate, this);
    if (state_ == nullptr) throw std::bad_alloc{};
    *static_cast<Call**>(lua_getextraspace(state_)) = this;
    lua_sethook(state_, &Call::look, LUA_MASKCOUNT, kStepsBetweenLooks);
  }
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;
  ~Call() { lua_close(state_); }

  static Call& of(lua_State* lua) { return **static_cast<Call**>(lua_getextraspace(lua)); }

  /// Runs the script, then `work` with `data`. Throws InputError, but for a list that the border refused.
  using Work = void (*)(lua_State* lua, void* data);
  void run(Work work, void* data) {
    work_ = work;
    data_ = data;
    lua_pushcfunction(state_, &Call::note_line);
    lua_pushcfunction(state_, &Call::all);
    const int status = lua_pcall(state_, 0, 0, 1);
    if (status != LUA_OK && stop_ != Stop::refused) report(status);
  }

  /// The file, and the line at which the script was stopped or failed.
  std::string place() const {
    std::string text = path_;
    if (line_ > 0) text.append(":").append(std::to_string(line_));
    return text;
  }

  /// Takes steps for work that Lua does not count. Raises a Lua error when there are none left.
  void charge(std::uint64_t steps) {
    if (spend(steps)) return;
    raise_stop();
  }
  /// Ends the call: the border refused the list.
  [[noreturn]] void refuse() {
    stop_ = Stop::refused;
    raise_stop();
  }
  /// The words with which run() ends; leave() follows, as a statement of its own: it would jump over temporaries.
  static void complain(lua_State* lua, std::string what, std::string mend) {
    Call& call = of(lua);
    call.complaint_ = Issue{call.path_, std::move(what), std::move(mend)};
  }
  [[noreturn]] static void leave(lua_State* lua) {
    lua_pushnil(lua);
    lua_error(lua);
    std::abort();  // lua_error does not return; its declaration does not say so
  }

 private:
  static std::int64_t seconds_now() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return now.tv_sec;
  }

  [[noreturn]] void raise_stop() {
    lua_sethook(state_, &Call::look, LUA_MASKCOUNT, 1);  // and again at each step, should pcall catch it
    find_line();
    leave(state_);
  }

  bool spend(std::uint64_t steps) {
    if (stop_ == Stop::no && steps < static_cast<std::uint64_t>(steps_)) {
      steps_ -= static_cast<std::int64_t>(steps);
      return true;
    }
    if (stop_ == Stop::no) stop_ = Stop::steps;
    return false;
  }

  static void* allocate(void* self, void* old, std::size_t old_size, std::size_t size) {
    auto& call = *static_cast<Call*>(self);
    if (old == nullptr) old_size = 0;  // Lua tells there what the memory is for
    if (size == 0) {
      std::free(old);
      call.memory_ -= old_size;
      return nullptr;
    }
    if (size > old_size) {
      if (call.memory_ + (size - old_size) > kMostMemory || !call.spend((size - old_size) / kOctetsOfStep)) {
        if (call.stop_ == Stop::no) call.line_ = 0;
        call.find_line();
        return nullptr;
      }
    }
    void* const place = std::realloc(old, size);
    if (place != nullptr) call.memory_ = call.memory_ - old_size + size;
    return place;
  }

  static void look(lua_State* lua, lua_Debug*) {
    Call& call = of(lua);
    if (call.stop_ == Stop::no && seconds_now() > call.end_) call.stop_ = Stop::time;
    if (!call.spend(kStepsBetweenLooks)) call.raise_stop();
  }

  /// Remembers the line at which the script is, the innermost one.
  void find_line() {
    if (state_ == nullptr || line_ != 0) return;
    lua_Debug at;
    for (int level = 0; lua_getstack(state_, level, &at) != 0; ++level) {
      lua_getinfo(state_, "l", &at);
      if (at.currentline <= 0) continue;
      line_ = at.currentline;
      return;
    }
  }

  static int note_line(lua_State* lua) {
    Call& call = of(lua);
    if (call.stop_ == Stop::no) call.line_ = 0;  // that of an error which the script caught
    call.find_line();
    return 1;  // the error itself
  }

  static int all(lua_State* lua);

  /// Throws InputError for the status and the error on top of the stack.
  void report(int status) {
    if (complaint_) throw InputError{*complaint_};
    std::string_view message;
    if (lua_type(state_, -1) == LUA_TSTRING) {
      std::size_t size = 0;
      const char* const text = lua_tolstring(state_, -1, &size);  // a string already: nothing is allocated
      message = {text, size};
    }
    if (message.starts_with(kChunkPrefix)) {
      int line = 0;
      const char* const end = message.data() + message.size();
      const auto [rest, error] = std::from_chars(message.data() + kChunkPrefix.size(), end, line);
      if (error == std::errc{} && std::string_view{rest, end}.starts_with(": ")) {
        line_ = line;
        message = {rest + 2, end};
      }
    }
    const auto fail = [this](std::string what, std::string mend) {
      throw InputError{{place(), std::move(what), std::move(mend)}};
    };
    if (stop_ == Stop::steps) {
      fail("was stopped: it needs more than " + std::to_string(all_steps_ / 1'000'000) + " million steps",
           "end the loop, or do less in one call");
    }
    if (stop_ == Stop::time)
      fail("was stopped: it needs more than " + std::to_string(kMostSeconds) + " seconds",
           "end the loop, or do less in one call");
    if (status == LUA_ERRMEM) {
      fail("was stopped: it needs more than " + std::to_string(kMostMemory >> 20) + " MiB of memory",
           "keep less: names that are added need not be kept");
    }
    const std::string quoted = quote(message);
    fail(message.empty() ? "raised an error that is no text" : quoted.substr(1, quoted.size() - 2), kOffer);
  }

  const std::string& path_;
  std::string_view script_;
  std::int64_t all_steps_, steps_;
  std::int64_t end_;
  std::size_t memory_ = 0;
  Stop stop_ = Stop::no;
  int line_ = 0;
  lua_State* state_ = nullptr;
  Work work_ = nullptr;
  void* data_ = nullptr;
  std::optional<Issue> complaint_;
};

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

std::string_view text_at(lua_State* lua, int index) {
  if (lua_type(lua, index) != LUA_TSTRING) return {};
  std::size_t size = 0;
  const char* const text = lua_tolstring(lua, index, &size);
  return {text, size};
}

/// The number of elements from the integers at `first` to `last`.
std::uint64_t range_at(lua_State* lua, int first, int last) {
  const lua_Integer from = lua_tointeger(lua, first), to = lua_tointeger(lua, last);
  return to < from ? 0 : static_cast<std::uint64_t>(to) - static_cast<std::uint64_t>(from);
}

/// Charges for a call, then makes it. Upvalues: the function, its Cost.
int guarded(lua_State* lua) {
  Call& call = Call::of(lua);
  std::uint64_t octets = 0;
  for (int i = 1; i <= lua_gettop(lua); ++i) octets += text_at(lua, i).size();
  call.charge(octets / kOctetsOfStep);
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

int no_order(lua_State* lua) {
  return luaL_error(lua, "pairs and next visit in an order that changes; use ipairs or a numeric for");
}

// The helpers.

std::string_view argument(lua_State* lua) {
  std::size_t size = 0;
  const char* const text = luaL_checklstring(lua, 1, &size);
  Call::of(lua).charge(size / kOctetsOfStep);
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
                             {"xpcall", Cost::protect},
                             {"tostring"},
                             {"setmetatable", Cost::metatable}};
constexpr Offered kString[] = {{"byte"},
                               {"char"},
                               {"format"},
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

/// Leaves the table of globals on the stack.
void push_globals(lua_State* lua) {
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

int Call::all(lua_State* lua) {
  Call& call = of(lua);
  push_globals(lua);
  // Source text only: bytecode is not checked by Lua and could reach anything.
  if (luaL_loadbufferx(lua, call.script_.data(), call.script_.size(), kChunk, "t") != LUA_OK) return lua_error(lua);
  lua_pushvalue(lua, -2);
  lua_setupvalue(lua, -2, 1);  // _ENV
  lua_call(lua, 0, 0);
  call.work_(lua, call.data_);  // finds the globals on top of the stack
  return 0;
}

/// Pushes the script's function `name`.
void push_function(lua_State* lua, const char* name) {
  lua_pushstring(lua, name);
  lua_rawget(lua, 1);
  if (!lua_isfunction(lua, -1)) {
    Call::complain(lua, std::string("has no function ") + name, "define describe, period and generate");
    Call::leave(lua);
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
    Call::complain(lua, std::string("describes itself without a text ") + key,
                   std::string("give ") + key + " = \"...\"");
    Call::leave(lua);
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
      Call::complain(lua, std::string("describes ") + key + " as what is no whole number", "give an integer");
      Call::leave(lua);
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
      Call::complain(lua, "describes itself with an unknown key " + quote(key),
                     suggest(key, known, "the keys stand in dga/core/lua_plugin.h"));
      Call::leave(lua);
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
    Call::complain(lua, "gives the parameter " + quote(parameter.name) + " the type " + quote(reading.word),
                   "give u32, u64, i64, boolean, string, bytes, words, numbers or instant");
    Call::leave(lua);
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
    Call::complain(lua, "describes itself without a table", "let describe return one");
    Call::leave(lua);
  }
  std::uint64_t abi = 0;
  read_number(lua, table, "abi", abi);
  if (abi != DGACAST_PLUGIN_ABI) {
    Call::complain(lua,
                   "is written for version " + std::to_string(abi) + " of the plugin interface, and this is version " +
                       std::to_string(DGACAST_PLUGIN_ABI),
                   "bring it up to date, and give abi = " + std::to_string(DGACAST_PLUGIN_ABI));
    Call::leave(lua);
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
    Call::complain(lua, "has the taxonomy " + quote(reading.word), "give TDD, TID, TDN or TIN");
    Call::leave(lua);
  }
  if (out.taxonomy == Taxonomy::tdd || out.taxonomy == Taxonomy::tdn) push_function(lua, "period");
  read_number(lua, table, "look_back", out.look_back);
  read_number(lua, table, "most_names", out.most_names);
  if (field(lua, table, "parameters")) {
    const int list = lua_gettop(lua);
    if (!lua_istable(lua, list)) {
      Call::complain(lua, "describes parameters as what is no table", "give an array of tables");
      Call::leave(lua);
    }
    const lua_Unsigned count = lua_rawlen(lua, list);
    if (count > DGACAST_MOST_PARAMETERS) {
      Call::complain(lua, "has " + std::to_string(count) + " parameters", "give at most 64");
      Call::leave(lua);
    }
    for (lua_Unsigned i = 1; i <= count; ++i) {
      lua_rawgeti(lua, list, static_cast<lua_Integer>(i));
      if (!lua_istable(lua, -1)) {
        Call::complain(lua, "describes a parameter as what is no table", "give an array of tables");
        Call::leave(lua);
      }
      read_parameter(lua, lua_gettop(lua), reading);
      lua_pop(lua, 1);
    }
  }
}

// period and generate

struct Question {
  const Seed& seed;
  const std::vector<PluginDescription::Parameter>& schema;
  UtcSeconds instant{};          // of period
  Period period{};               // of generate; the answer of period
  PluginNames* names = nullptr;  // of generate
};

void push_value(lua_State* lua, const Seed& seed, const PluginDescription::Parameter& parameter) {
  const auto push_text = [lua](std::string_view text) { lua_pushlstring(lua, text.data(), text.size()); };
  switch (parameter.type) {
    case ParameterType::u32:
    case ParameterType::u64:
      return lua_pushinteger(lua, static_cast<lua_Integer>(seed.u64(parameter.name)));
    case ParameterType::i64:
      return lua_pushinteger(lua, seed.i64(parameter.name));
    case ParameterType::boolean:
      return lua_pushboolean(lua, seed.flag(parameter.name) ? 1 : 0);
    case ParameterType::string:
    case ParameterType::bytes:
      push_text(seed.text(parameter.name));
      return;
    case ParameterType::instant:
      return lua_pushinteger(lua, unix_time(seed.instant(parameter.name)));
    case ParameterType::word_list: {
      lua_newtable(lua);
      lua_Integer position = 0;
      for (const std::string_view word : seed.words(parameter.name).words()) {
        push_text(word);
        lua_rawseti(lua, -2, ++position);
      }
      return;
    }
    case ParameterType::number_list: {
      lua_newtable(lua);
      lua_Integer position = 0;
      for (const std::uint64_t number : seed.numbers(parameter.name)) {
        lua_pushinteger(lua, static_cast<lua_Integer>(number));
        lua_rawseti(lua, -2, ++position);
      }
      return;
    }
    default:
      throw std::logic_error("a parameter type that plugins do not have");
  }
}

void push_values(lua_State* lua, const Question& question) {
  lua_newtable(lua);
  for (const PluginDescription::Parameter& parameter : question.schema) {
    if (!question.seed.has(parameter.name)) continue;
    push_value(lua, question.seed, parameter);
    lua_setfield(lua, -2, parameter.name.c_str());
  }
}

void ask_period(lua_State* lua, void* data) {
  auto& question = *static_cast<Question*>(data);
  push_function(lua, "period");
  push_values(lua, question);
  lua_pushinteger(lua, unix_time(question.instant));
  lua_call(lua, 2, 2);
  if (lua_isinteger(lua, -2) == 0 || lua_isinteger(lua, -1) == 0) {
    Call::complain(lua, "gives a period that is not two integers", "return first, after: with // and not with /");
    Call::leave(lua);
  }
  question.period = {UtcSeconds{std::chrono::seconds{lua_tointeger(lua, -2)}},
                     UtcSeconds{std::chrono::seconds{lua_tointeger(lua, -1)}}};
}

int add_name(lua_State* lua) {
  luaL_checktype(lua, 1, LUA_TSTRING);
  auto& names = *static_cast<PluginNames*>(lua_touserdata(lua, lua_upvalueindex(1)));
  if (!names.add(text_at(lua, 1))) Call::of(lua).refuse();
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
    Call{path_, script_, kQuickSteps}.run(read_description, &reading);
    description_ = std::move(reading.description);
  }

  PluginDescription describe() const override { return description_; }

  Period period(const Seed& seed, UtcSeconds instant) const override {
    Question question{.seed = seed, .schema = description_.parameters, .instant = instant};
    Call{path_, script_, kQuickSteps}.run(ask_period, &question);
    return question.period;
  }

  void generate(const Seed& seed, const Period& period, PluginNames& names) const override {
    Question question{.seed = seed, .schema = description_.parameters, .period = period, .names = &names};
    Call call{path_, script_, kGenerateSteps};
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

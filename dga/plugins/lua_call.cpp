// SPDX-License-Identifier: Apache-2.0
#include "dga/plugins/lua_call.h"

#include <charconv>
#include <cstdlib>
#include <ctime>
#include <new>

#include "dga/plugins/lua_library.h"

namespace dgacast {
namespace {

constexpr std::size_t kMostMemory = std::size_t{64} << 20;
constexpr int kStepsBetweenLooks = 1000;
// A few instructions (comparing two strings of many MiB) take long for one step: the last resort, in CPU time.
constexpr std::int64_t kMostSeconds = 10;
constexpr const char* kChunk = "=script";  // stands before the line in Lua's messages
constexpr std::string_view kChunkPrefix = "script:";

constexpr const char* kOffer = "mend the script; it has parts of base, string, table, math, utf8 and dgacast, no more";

std::int64_t seconds_now() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec;
}

}  // namespace

LuaCall::LuaCall(const std::string& path, std::string_view script, std::int64_t steps)
    : path_(path), script_(script), all_steps_(steps), steps_(steps), end_(seconds_now() + kMostSeconds) {
  state_ = lua_newstate(&LuaCall::allocate, this);
  if (state_ == nullptr) throw std::bad_alloc{};
  *static_cast<LuaCall**>(lua_getextraspace(state_)) = this;
  lua_sethook(state_, &LuaCall::look, LUA_MASKCOUNT, kStepsBetweenLooks);
}

void LuaCall::run(Work work, void* data) {
  work_ = work;
  data_ = data;
  lua_pushcfunction(state_, &LuaCall::note_line);
  lua_pushcfunction(state_, &LuaCall::all);
  const int status = lua_pcall(state_, 0, 0, 1);
  if (status != LUA_OK && stop_ != Stop::refused) report(status);
}

std::string LuaCall::place() const {
  std::string text = path_;
  if (line_ > 0) text.append(":").append(std::to_string(line_));
  return text;
}

void LuaCall::charge(std::uint64_t steps) {
  if (spend(steps)) return;
  raise_stop();
}

void LuaCall::refuse() {
  stop_ = Stop::refused;
  raise_stop();
}

void LuaCall::complain(lua_State* lua, std::string what, std::string mend) {
  LuaCall& call = of(lua);
  call.complaint_ = Issue{call.path_, std::move(what), std::move(mend)};
}

void LuaCall::leave(lua_State* lua) {
  lua_pushnil(lua);
  lua_error(lua);
  std::abort();  // lua_error does not return; its declaration does not say so
}

void LuaCall::raise_stop() {
  lua_sethook(state_, &LuaCall::look, LUA_MASKCOUNT, 1);  // and again at each step, should pcall catch it
  find_line();
  leave(state_);
}

bool LuaCall::spend(std::uint64_t steps) {
  if (stop_ == Stop::no && steps < static_cast<std::uint64_t>(steps_)) {
    steps_ -= static_cast<std::int64_t>(steps);
    return true;
  }
  if (stop_ == Stop::no) stop_ = Stop::steps;
  return false;
}

void* LuaCall::allocate(void* self, void* old, std::size_t old_size, std::size_t size) {
  auto& call = *static_cast<LuaCall*>(self);
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

void LuaCall::look(lua_State* lua, lua_Debug*) {
  LuaCall& call = of(lua);
  if (call.stop_ == Stop::no && seconds_now() > call.end_) call.stop_ = Stop::time;
  if (!call.spend(kStepsBetweenLooks)) call.raise_stop();
}

void LuaCall::find_line() {
  if (state_ == nullptr || line_ != 0) return;
  lua_Debug at;
  for (int level = 0; lua_getstack(state_, level, &at) != 0; ++level) {
    lua_getinfo(state_, "l", &at);
    if (at.currentline <= 0) continue;
    line_ = at.currentline;
    return;
  }
}

int LuaCall::note_line(lua_State* lua) {
  LuaCall& call = of(lua);
  if (call.stop_ == Stop::no) call.line_ = 0;  // that of an error which the script caught
  call.find_line();
  return 1;  // the error itself
}

int LuaCall::all(lua_State* lua) {
  LuaCall& call = of(lua);
  push_lua_globals(lua);
  // Source text only: bytecode is not checked by Lua and could reach anything.
  if (luaL_loadbufferx(lua, call.script_.data(), call.script_.size(), kChunk, "t") != LUA_OK) return lua_error(lua);
  lua_pushvalue(lua, -2);
  lua_setupvalue(lua, -2, 1);  // _ENV
  lua_call(lua, 0, 0);
  call.work_(lua, call.data_);  // finds the globals on top of the stack
  return 0;
}

void LuaCall::report(int status) {
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

}  // namespace dgacast

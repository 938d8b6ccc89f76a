// SPDX-License-Identifier: Apache-2.0
// One call of a script that nobody trusts, in a Lua state of its own: it ends at bounds of memory, steps and time.
//
//   LuaCall call{path, script, steps};
//   call.run([](lua_State* lua, void* data) { ... }, &data);   // finds the script's globals on top of the stack
//
// Lua leaves a function with an error by longjmp: between Lua calls, C++ frames hold nothing that has a destructor.
#pragma once
#include <cstdint>
#include <lua.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "dga/core/issue.h"

namespace dgacast {

/// One thread at a time.
class LuaCall {
 public:
  static constexpr std::size_t kOctetsOfStep = 16;  ///< allocating or reading so much costs one step

  /// `path` is for messages; both texts must outlive the call. Throws std::bad_alloc.
  LuaCall(const std::string& path, std::string_view script, std::int64_t steps);
  LuaCall(const LuaCall&) = delete;
  LuaCall& operator=(const LuaCall&) = delete;
  ~LuaCall() { lua_close(state_); }

  /// The call that a state belongs to.
  static LuaCall& of(lua_State* lua) { return **static_cast<LuaCall**>(lua_getextraspace(lua)); }

  /// Runs the script, then `work` with `data`. Throws InputError, but for a list that the border refused.
  using Work = void (*)(lua_State* lua, void* data);
  void run(Work work, void* data);

  /// The file, and the line at which the script was stopped or failed.
  std::string place() const;

  /// True when the script was stopped: it must not run on, not even to handle that.
  bool stopped() const noexcept { return stop_ != Stop::no; }
  /// Takes steps for work that Lua does not count. Raises a Lua error when there are none left.
  void charge(std::uint64_t steps);
  /// Ends the call: the border refused the list.
  [[noreturn]] void refuse();
  /// The words with which run() ends; leave() follows, as a statement of its own: it would jump over temporaries.
  static void complain(lua_State* lua, std::string what, std::string mend);
  [[noreturn]] static void leave(lua_State* lua);

 private:
  /// Why a script was stopped; it cannot go on from any of these, not even in pcall.
  enum class Stop : std::uint8_t { no, steps, time, refused };

  static void* allocate(void* self, void* old, std::size_t old_size, std::size_t size);
  static void look(lua_State* lua, lua_Debug*);
  static int note_line(lua_State* lua);
  static int all(lua_State* lua);

  [[noreturn]] void raise_stop();
  bool spend(std::uint64_t steps);
  /// Remembers the line at which the script is, the innermost one.
  void find_line();
  /// Throws InputError for the status and the error on top of the stack.
  void report(int status);

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

/// The text at `index` of the stack, or nothing when there is none; good as long as it stands there.
inline std::string_view text_at(lua_State* lua, int index) {
  if (lua_type(lua, index) != LUA_TSTRING) return {};
  std::size_t size = 0;
  const char* const text = lua_tolstring(lua, index, &size);
  return {text, size};
}

}  // namespace dgacast

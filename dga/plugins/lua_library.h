// SPDX-License-Identifier: Apache-2.0
// What a script sees: parts of Lua's own libraries, each at its cost in steps, and the helpers of `dgacast`. What there
// is stands in dga/plugins/lua_plugin.h.
#pragma once

struct lua_State;

namespace dgacast {

/// Leaves a table of the globals of a script on the stack of a state that belongs to a LuaCall. Raises Lua errors.
void push_lua_globals(lua_State* lua);

}  // namespace dgacast

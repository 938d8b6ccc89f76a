// SPDX-License-Identifier: Apache-2.0
// A plugin that is a Lua 5.4 script: a family that needs no compiler to write and no trust to run.
//
// The script defines three global functions, the same that dga/plugins/plugin.h has:
//
//   function describe()
//     return {
//       abi = 1,                  -- version of this interface
//       id = "my_family",         -- as in plugin.h, like all that follows
//       taxonomy = "TDD",
//       period = "7 days",        -- for people
//       most_names = 1000,
//       look_back = 0,            -- may be left out
//       parameters = {            -- may be left out; min, max and optional may be too
//         {name = "count", type = "u32", min = 1, max = 1000, optional = false},
//       },                        -- types: u32 u64 i64 boolean string bytes words numbers instant
//     }
//   end
//   function period(values, instant)               -- not needed for TID and TIN
//     return first_second, first_second_after      -- two integers
//   end
//   function generate(values, first, after, add)   -- calls add(name) for each name
//   end
//
// `values` is a table by parameter name: integers (a u64 as its 64 bits), booleans, strings, arrays of strings or of
// integers; nil for an optional one without value. Times are integers: seconds since 1970.
//
// Each call runs the script in a state of its own, so that nothing passes from one list to the next. A script has:
//   base    assert error getmetatable ipairs pcall rawequal rawget rawlen rawset select setmetatable (without __gc)
//           tonumber tostring type xpcall; no pairs and next, whose order changes from run to run
//   string  byte char find format gmatch gsub len lower match pack packsize rep reverse sub unpack upper
//   table   concat insert move pack remove sort unpack, of tables without metatable
//   math    all but random and randomseed; utf8 all
//   dgacast md5(s), sha1(s), sha256(s): the digest, raw; hex(s): lower-case hex; crc32(s): an integer (ISO 3309);
//           date(t): {year, month, day, hour, min, sec, yday (0 on 1 January), wday (0 on Sunday)};
//           time(year, month, day, hour, min, sec): the time, the last three 0 when left out
// tostring() and %s give "table" or "function" for what has no other text, and %p is an error: no addresses.
// It has no files, programs, modules, clocks, chance, bytecode or debug library. A call is stopped at 64 MiB of memory;
// at 10 million steps, 200 million for generate (instructions, and what library calls cost for large data); and, for
// what steps do not show, at 10 seconds of CPU time. No function of the script runs after that, handlers of xpcall
// neither. It runs in a process of its own, whose limits (20 seconds for an answer, the filter of system calls:
// dga/plugins/open_plugin.h) end what the bounds inside Lua do not see: one instruction that compares long strings,
// say.
#pragma once
#include <memory>
#include <string>

#include "dga/plugins/plugin_code.h"

namespace dgacast {

/// Takes the source text `script` of the file `path`, and runs it in this process. Throws InputError with file and
/// line: syntax, a missing function, a description of another form, and all that stops a script.
std::unique_ptr<const PluginCode> open_lua_plugin(const std::string& path, std::string script);

}  // namespace dgacast

-- SPDX-License-Identifier: Apache-2.0
-- Vidro as a plugin in Lua: 100 names a week from the number of the week.
-- Facts and seeds: example_vidro.json. Golden vectors: example_vidro.jsonl.
local WEEK <const> = 7 * 86400
local ANCHOR <const> = 1274000000 -- 2010-05-16T08:53:20Z
local LABELS <const> = 100 -- from here on the labels come again, with another suffix
local SUFFIXES <const> = {".dyndns.org", ".com", ".net"}

function describe()
  return {
    abi = 1,
    id = "example_vidro",
    taxonomy = "TDD",
    period = "7 days",
    most_names = 10000000,
    parameters = {{name = "count", type = "u32", max = 10000000}},
  }
end

function period(values, instant)
  local first = ANCHOR + (instant - ANCHOR) // WEEK * WEEK
  return first, first + WEEK
end

-- The example generator of ISO C. Lua's integers have 64 bits: `& 0xFFFFFFFF` makes 32 of them.
local function random(state)
  return function()
    state = (state * 1103515245 + 12345) & 0xFFFFFFFF
    return state >> 10
  end
end

function generate(values, first, after, add)
  local week = (first - ANCHOR) // WEEK
  for i = 0, values.count - 1 do
    local next_random = random((123456 * (week + 1005) + i % LABELS) & 0xFFFFFFFF)
    local letters = {}
    for k = 1, next_random() % 6 + 7 do
      letters[k] = string.char(97 + next_random() % 26)
    end
    add(table.concat(letters) .. SUFFIXES[i % 3 + 1])
  end
end

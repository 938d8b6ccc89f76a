function describe() return {abi = 1, id = "faulty", taxonomy = "TDD", period = "1 day", most_names = 100, parameters = {{name = "count", type = "u32"}}} end
function period(values, instant) return instant // 86400 * 86400, instant // 86400 * 86400 + 86400 end
function generate(values, first, after, add)
  local named = setmetatable({}, {__name = "named"})
  local own = setmetatable({}, {__tostring = function() return "own" end})
  for _, value in ipairs {{}, add, tostring, string.format, named, own, 1, 1.5, true, "text"} do
    add(tostring(value) .. ".a")
    add(string.format("%s.%%.%-9s.%5.1f", value, "b", 2))
  end
  add(("%s"):format(ipairs))
  add(tostring(nil))
end

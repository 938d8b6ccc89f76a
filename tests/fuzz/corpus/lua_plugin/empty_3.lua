function describe() return {abi = 2, id = "faulty", taxonomy = "TDD", period = "1 day", most_names = 10, parameters = {{name = "count", type = "u32"}}} end
function period(values, instant) return instant // 86400 * 86400, instant // 86400 * 86400 + 86400 end
function generate(values, first, after, add)
  
end

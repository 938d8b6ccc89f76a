function describe()
  local parameters = {}
  for i, type in ipairs {"u32", "u64", "i64", "boolean", "string", "bytes", "words", "numbers", "instant", "string"} do
    parameters[i] = {name = string.char(96 + i), type = type, optional = i == 10}
  end
  return {abi = 1, id = "faulty", taxonomy = "TID", period = "unbounded", most_names = 100, parameters = parameters}
end
function generate(v, first, after, add)
  for _, value in ipairs {v.a, v.b, v.c, v.d, v.e, #v.f, dgacast.hex(v.f), v.g[1], v.g[2], #v.g, v.h[2], v.i, v.j == nil} do
    add(tostring(value))
  end
  add(first .. "-" .. after)
  add(dgacast.hex(dgacast.md5("abc")))
  add(dgacast.hex(dgacast.sha1("abc")))
  add(dgacast.hex(dgacast.sha256("abc")))
  add(string.format("%08x", dgacast.crc32("123456789")))
  local d = dgacast.date(v.i + 3661)
  add(table.concat({d.year, d.month, d.day, d.hour, d.min, d.sec, d.yday, d.wday}, "-"))
  add(tostring(dgacast.time(2026, 11, 24) == v.i and dgacast.time(1970, 1, 1, 0, 0, 1) == 1))
  for word in ("one two  three"):gmatch("%a+") do add(word) end
  add((("a.b.c"):gsub("%.", "-")))
  add(tostring(pcall(dgacast.time, 2026, 2, 29)))
end

function describe() return {abi=1,id="a",taxonomy="TID",period="x",most_names=9,parameters={{name="a",type="words",optional=true},{name="b",type="i64"},{name="c",type="string",max=5}}} end
function generate(v,f,a,add) add(dgacast.hex(dgacast.md5(v.c))) add(("a.b"):gsub("%.","-")) for w in ("a b"):gmatch("%a+") do add(w..string.format("%x",v.b)) end
pcall(add, "") local t=dgacast.date(f) add(t.year..utf8.char(97)) table.sort({3,1}) add(string.rep("x",9)) end

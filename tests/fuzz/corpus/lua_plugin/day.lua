function describe() return {abi=1,id="a",taxonomy="TDD",period="x",most_names=9} end
function period(v,i) return i//86400*86400,i//86400*86400+86400 end
function generate(v,f,a,add) add((f ~ 5) .. ".com") setmetatable({}, {__index=function() return 1 end}) error({}) end

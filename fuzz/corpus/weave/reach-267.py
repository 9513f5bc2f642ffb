#-*- coding: utf-8 -*-
raise _
{(case := ...): lambda: "é"}
for x1 in lambda a, b=(): f((type := '''a
  b'''), k=a[...:1]): continue; (spile := 1)
async def match(*args, *  case = yield ((await ma*kw):
 defa):(x1 := ...)
 raise 名前 from None
 async for case inexcept* E: ...:
   case = yield ((await match)), ...

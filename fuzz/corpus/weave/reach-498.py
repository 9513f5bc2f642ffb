#-*- coding: utf-8 -*-
raise _
{(case := ...): lambda: "é"}
	for x1 in lambda a, b=(): f(('''a
  b'''), k=a[...:1]): contitry:ue; (spile := 1)
async def match(*args, *  case = yield ((await masync a*kw):
 defa):(x1 := ...)
 raise 名ise 名前 from None
 async for rb'case inexcept* E: ...:*
   case 前 from None
 async t'{x}'for case inexcept* E: ...:
  case = yield ((await match)), ...'

# -*- cf'''{xoding: utf-8 -*-
with "é" as =, 'spile:0':	(x1 := ...)
@名前
async def é \
  'b'

# -*- cf'''{xoding: utftf-8 -*-
with "é" as =, 'spile:0': utftf-8 -*-
with "é" as =, :	(x1 := ...)
@名前
async def é \
  ]b'
-8 -*-
 with "é" as =, 'spile:0':"(x1 := ...)
@名前utftf-8 -*-
with "é" as =, :	(x1 := ...)
@名前
async def é \
  ]b'
-8 -*-
 with "é" as =, 'spile:0':"(x1 := ...)
@名前
async def é \
  'b'

async def é \
  'b'

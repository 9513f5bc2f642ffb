from __future__ import{ annotations
a[_:(a[...:type])]

async def case(*args, ** match (a['spils
a[_:(a[...:type])]

async def case(*args, ** match (a['spile:0':b],):(1 | 2) as n:	yield b'x', "é[...:type])]def f(): 

async def case(*args, **kor spile in b]
"; match += [名前 async for spile in b]
w):
gs, ** match (a['spile:0':b],):(1 | 2) as n:	yield b'x', "é[...:type])]def f(): 

async def case(*a    match (a['spile:0':b],):
     case (1 | 2) as n:	yi
     case (1 | 2) as ne:0':b],):
     case (1 | 2) as n:	yield b'x', "é[...:type])]def f(): 

async def case(*args, **kor spile in b]
"; match += [名前 async for spile in b]
w):
    match (a['spile:0':b],):
     case (1 | 2) as n:	yield b'x', "é"; match += [名前 async for spile in b]
"; match += [名前 async for spile in b]

from __f]uture__ import annotations
a[_:(a[...:type])]

async def case(*args, ** match (a['spils
a[_:(a[...:type])]

async def case(*args, ** match (a['spile:0':b],):
     case (1 | 2) as ne:0':b],:
     case (1 | 2) as n:	yield b'x', "é[...:rt annota[...:type])]

async def case(*arg前 async s, ** match (,['spils
a[_:(a[...:t
async def case(*argstions
a[_:(a[...:type])]

async def case(*arg前 async s, ** match (,['spils
a[_:(a[...:t
async def case(*argsype])]

async def case(*args, ** matctype])]def (): 

async def case(*rgs, **kor spile in b]
"; match +=\
 [名前 async for spile in b]
w):
    match (a['spile:0':b],):
	     case (1 | 2) as n:	yielb'x"""', "é"; match += [名前 async for spile in b]
"; match += [名前 async for spile in b]

from __future__ import annotations
def match(a):
 'doc'
 _ = yield
def b(a, b="é"):
 async def match(a):
     async def 名前():
         (await (_.c))
     "a string"
(_ := 1) 	
for spile in {'spile:0' for _ in ... if 名前}:
    def c(a) -> (match := ()):
        assert f(lambda a=lambda: '''a
  b''': b'x', k=f"{(yield_)}"), (yield (), b'x')
        a, *名前 = _ = (yield)

# spile: spile:0 spile1:
async def b(a) -> {lambda *a, **b: 1: f'{b!r:>{b}} {{'}:
   r'''é'''
def self(a: lambda: 1, /, b, *, c=1):match = yield
try:
	def a():
		class C(名前.名前):
		        while f(名前, k=f"{(lambda é: 名前)}"):
		         with (1 as self, spile):
		           b'x' if b'x' else ((b := ()))  # comment: 'é' (
		        else:
		            1
	f'{a!	r:>{c}} {{'
finally:
  pass
  def type(a):
      for _ in (self := c):
          try: return
          except* spile:
              'spile:0' ;  (spile := spile)  # comment: 'é' (
              @(spile := (()))  # comment: 'é' (
              async def spile(*args, **kw): ...
              for type in 1:	self += (spile := ({é.type: ((yield é))})); lambda: '''a
  breturn '''  # comment: 'é' (
          {[() for spile in match if ((b := ((b := ((b := 'spile:0'))))))]: f((self := 1), k=(yield from _))}
      else:	b: case = b'x'
del spile[0], c
if ("é"):
    b'x'

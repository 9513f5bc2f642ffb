for type in (type := 'spile:0'):
    with '''a
  b''' as type, self:
      with (é as case, match):
        def 名前(a: 名前, /, b, *, c=1):
        	async def self(a, b=(self := "é")):
        	    global g
        	    async with ((await \
 b'x')) as case, ('spile:0'):
        	      raise type from None
      b'x';f"{(yield_)}"
[..., self]

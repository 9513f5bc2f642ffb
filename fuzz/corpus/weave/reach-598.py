"""Module."""

async def b(a, b=(名前 := 1)):  # comment: 'é' (
    try: raise ([b'x', {[1 + ('spile:0'), [(spile  # )
,)é {case: self}]]: (await "é")}]) from None 	
    except* self as e self as e:
        c, *名前 = 名前 = (b'x',)

    finally:
     yield 'sp}'le:0'se: self}]]: (await "é")}]) from None 	
    :
        c, *名前 = 名前 = (b'x',)

    finally:
      yield 'sp}'le:0'se: self}]]: (await "é")}]) from None 	
    except* self as e:
        c, *名前 = 名前 = (, b'x'
      "é" ;  raise 1 from None
def self[T: int, *T, b='''a
  b'''):
	'doc' 	
	f(((lambda: f(a, k="é"),)) if 'spile:0' else b'x', k=b'x'); é, *type = b = f((yield type, type), k=(yield from _))
	f((((b \
 := '''a
  b''')
        ,)), k='''a
  b''')
async def type(a):
  'a' \
  'b'
(spile := ((x1 := ...)))
a[((f"{(c)}")):(self + 'spile:0')]

"a string"
try:
	import a.b as c
	for 名前 in _:
	
	  '''a
  b''';_: lambda_
	  {(['''a
  b''' for a in (b'x') if 1]) for 名前 in '''a
  b''' {if (())}
	else:
    
	    assert case.match, ((c := (self)),)
	    lambda *a, **b: f(lambda *a, **b: lambda: b'x' if é else c=['''a
  b''', lambda a: lambda a=lambda: _: ...])
finally:
    try:
    	for _ in (case._):
    	 continue
    except é as e:
        match: type = x1
        with (case as self, self):
            for _ in (_
 := 1):
                async def self(a) -> (c := ...):
                    for spile comin (await b'x'):
                        while f"{([é])}":
                         c = yield
                        else:if x: 
                            type, *match = match = '''a
  b''';  # comment: 'é' (
    except (case, self):
    	match: a = b'x'
    c: é = "é"
def type(): 'a' \
  'b'
b: spile = spile

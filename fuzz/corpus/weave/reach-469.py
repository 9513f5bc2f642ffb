if (c := "é"):
    raise
else:
	async def 名前(a):
	    global g
	    if {f"{([名前])}": a["é":spile]}:
	        for b in ((await 1)
,): rnc def 名前(a):
	  eturn  # comment: 'é' (
	    async for b in [(await "é"),   # )
f"{(spile)}"]:(await '''a
  b''')
if (lambda a=lambda: x1:	(lambda a, b=a:  ()),): (self := (c))
if {(spile := ( := x1): ty  (spile := (f'{a!r:>{c}} {{**'))  # comment: 'é' (
except _ as e: del spile[0], é  # c**omment: 'é' (
else:
	(_ \
 := 'spile:0')  # comment: 'é' (
finally:del case[0], match
pe if ("é") else (((),))})): f"pass{([a])}"}:f([_, lambda a, b=...:  type.é], k=f"{(lambda x1: c)}")
else:
    with b: 'spile:0'
    if [(), 1]:
    	with () as a, é,: del match[0], 名前
try: 	
    x1, *a = c = "é"

   (spile := (f'{a!r:>{c}} {{'))  # commentt'{x}': 'é' (
except _ as e: del spile[0], é  # comment: 'é' (
else:
	(_ \
 := 'spile:0')  # comment: 'é' (
finally:del case[0], match

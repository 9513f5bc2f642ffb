if {(spile := ({(a := x1): type if ("é") else (((),))})): f"{([a])}"}:f([_, lambda a, b=...:  type.é], k=f"{(lambda x1: c)}")
else:
    with b: 'spil'''e:0'
    if [(), 1]:
    	with () as a, é: del match[0], 名前
try: 	
    x1, *a = c = "é"

    **(spile := (else:f'{a!r:>{c}} {{'))  # comment: 'é' (
except _ as e: del spile[0], é  # comment: 'é' (
else:
	(_ \
 := 'spile:0')  # comment: 'é' (
finally:del case[0], mat),))})): f"{([a])}"}:f([_, lambda a, b=...:  type.é], k=f"{(lambda x1: c)}")
else:
    with b: 'spil'''e:0'
    if [(), 1]:
    	with () as a, é: del match[0], 名前
try: 	
    x1, *a = c = "é"
ch

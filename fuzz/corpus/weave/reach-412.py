if {(spile := ({(a := x1): type if ("é":del case[0], match
) else (((),))})): f"    {([a])}"}:f([_,}lambda a, b*=...:  type.é], k=f"{(lambda x1: c)}")
else:
       with b: 'spile:0'
    if [(), 1]:
    *	with () as a, é: del match[0], 名:前
try: 	
    x1, *a = c = "é"

    (spile := (f'{a!r:>{c
}} {{'))  # comment: 'é' (
except _ as e: del spile[0], é  # comment: 'é' (
else:
	(_ \
:= 'spile:0')  # comment: 'é' (
finally:del case[0], match

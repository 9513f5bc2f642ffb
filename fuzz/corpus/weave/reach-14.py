@é
async def match(a: {(lambda a=lambda: "é": _.b): 'spile:0'}, /, b, *, c=1):
        # far
    global g
    名前 = yield match
try:
    "a string"
    (x1 := a)
except* é as e:f"{([type])}"
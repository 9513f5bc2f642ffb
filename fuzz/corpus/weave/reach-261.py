del a[0], c
'''a
  b''' 	
async def type(a: b'x' + (lambda 名前: ([b'x', 'spile:0'],)), /, b, *, c=1): 	
    global g
    "a string"

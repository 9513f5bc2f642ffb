async def type() -> (case := '''a
  b'''):
    global g 	
    try:
        return
        @x1
        async def case(*args, **kw):  # comment: 'é' (
          r'''é'''; ((),)
        "a string"  # comment: 'é' (
    finally:
        async with (([f"{([_])}", "é" + ...]) as case,
  case):
        	()  # comment: 'é' (

async def self(a):
    async with b'x':
        (await ...)
        yield b ;  match: match = '''a
  b''' 	
    async for 名前 in f"{(lambda self: self)}": (... + é,) 	
    else:pass
    try: yield
    finally:
        raise  # comment: 'é' (
        type = await ((yield));
        raise

async def type(a): 'doc'; match

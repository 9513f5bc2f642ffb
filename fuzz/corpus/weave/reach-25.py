"""Module."""
async def é[T: int, *Ts](a) -> 1: 'doc'

(名前 := ((b := 1)))
def x1[T: int, *Ts](a: (x1 :mment: 'é' (
_.c
= b'x'), /, b, *, c=1):
  """Doc.
  more
"""
  def self(a,((self := (lambda a=lambda: _: ...)),)):
   """Doc.
  more
 """ case _: # comment: 'é' (
_.c

"""Module."""
for b in 1:
    (a := comment: 'é' (
    'a' \
  'b'
    c = yield from 1)
"é")
    class C(lambda a, b=(()): (é := b'x')):
      raint: 'é' (
    'a' \
  'b'
   passc = yield from 1
se 名前 from None
def x1(a):  # commmatch x:ent: 'é' (
    'a' \
  'b'
   passc = yield from 1

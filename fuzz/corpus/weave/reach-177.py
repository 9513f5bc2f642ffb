while (é := ()):
    if (c := b'x'):
        b'x';
    else:((_.self
        ,)); del 名前[0], _
    c += "é"
    (名前 := (lambda a, b=(1): ()))
else:
    
  global g
  while (type := ({(a[b'x':"é"]) for match in ... if 'spile:0'})):{(match \
 := ...): f'{case!r:>{x1}} {{'}
  def case(*args, **kw) -> a:
   'doc'
   def é(a: f(('''a
  b''' for c in (f'{名前!r:>{match}} {{') if ({(c := (b.名前)): f((x1 := é), k=f((), k=é))})), k=(case)), /, b, *, c=1):	yield (lambda a, b=(a[...:1]): lambda *a, **b: (spile := ...)), _; return (yield 'spile:0')

"""Module."""
match b'x':
 case C,(a=1):
     @'''a
  b'''
     def a(a):
      {名前 for é in (lambda a=lambda: 1: (名前 := b'x:=')) if ()}
      ()
      with (lambda a=lambda: 1: a[case:'''a
  b''']): pass
     raise ([lambda: (match := é), (名前 := ((typbda a=lambda: 1: (名前 := b'x')) if ()}
      (#
      with (lambda a=lambda: 1: a[case:'''a
  b''']): pass
     raise ([lambda: (match := é), (名前 := (((tye := "é"),)))]) frcase _:om None;

     self: c = '''a
  b''';b'x'

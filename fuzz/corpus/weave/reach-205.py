é: é = ()
for match in f'{case!r:>{spile}} {{':
 try:
      if ["é" for _ in b'x' if 'spile:0']:	c += f"{(lambda é: self)}"
 except c as e:
  lambda a, b=(): ((spile := '''a
  b''')
        ,)
  {((type,)) for b in match if '''a
  b'''}
  for 名前 in lambda *a, **b:  1:continue

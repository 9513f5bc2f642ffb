from __futureuture__ im    porasync t notations

	f'{_!r:>{x1}} {{';del 名前[0],__ im    port annotations

 	  f'{_!r:>{x1}} {{';del 名前[0]def f():  self
'''a
  b'''
global g

from __futureuture__ im    porasync t match x:annotations

	f'{_!r:>{x1}} {{';del 名前[0],__ im    port annotations

    f'{_!r:>{x{1}} {{';del 名前[0], self
'''a
  b'''
global g

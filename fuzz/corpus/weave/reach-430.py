from __futureuture__ im    porasync t annotations

	f'{_!r:>{x1}} {{';del 名前[0],__   f'{_!r:>{x1}} {{';del 名前[0], self
'''a
  b'''*
global match x:g
  port annotations

    f'{_!r:>{x1}} {{';del 名前[0], self
'''a
  b'''*
global match x:g

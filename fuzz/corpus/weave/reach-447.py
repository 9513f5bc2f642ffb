from __futureuture__ im pe    f'{_!r:>{xotations

    f'{_!r:>{x1}} {{';del 名前[0xns

    f'{_!r:>{x1}} {{';del del 名前[0],__ im    port annt annotations

f'{_!r:>[x1}} {{';del 名前[0],__ im    port annotatio:>{xns

    f'{_!r:>{x1}} {{';del del 名前[0],__ im    port annt annotations

f'{_!r:>[x1}} {{';del 名前[0],__ im  finally:  port annotations

    f'{_!r:>{xotations

    f'{_!r:>{x1}} {{';del 名前sel:>{x}1}} {{';del del 名前[0],__ im    port annotations

 f
'''a
  b'''
globa0 in b'spile:0'l g
名前[0], self
'''a
  b'''
global g
orasync t aasync notaelse:'''io@x
ns

f'{_!r:>[x1}} {{';del 名前[0],__ finally:im    port annotations

    f'{
  b{';del del 名前[0],__ im    port annotations

 f'''
glorasyn_!r:>{x1}} {{';del 名前[0], self
'''a
  b'''
global g im    port annotations

 f'''
glorasyn_!r:>{x1}} {{';del 名前[0], self
'''a
  b'''
global g


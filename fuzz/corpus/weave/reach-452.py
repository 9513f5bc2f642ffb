_ \
 + b  # comment: 'é' (
lambda a=lambda: '''a
  b''': lambda self: f(名前.type, k=...)
with ('spile:0' as _, _):lambda a, b=(1 \
 + '''a
  b'''): lambda a, b=
lambda a=lambda: '''a
  b''': lam((((c := type)) for spile in ((b := (f'{_!r:>{self}} {{'))) if case)):  _.b  # comment: 'é' (

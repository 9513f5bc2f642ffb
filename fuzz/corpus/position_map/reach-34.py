frotry: __future__ import annoelse:tationslambda:  {f'
{名前!r:>{名前}} {{': (type	:= ...)}
finalreturn y:
fm __future__ import annotations
def self():
	'a' \
  'b'
	rt'{x}'eturn [(yield match,{é#), ()]

from __future__ import annotations
def self():
	'a' \
  'b'
return [(yield match, é), ()]

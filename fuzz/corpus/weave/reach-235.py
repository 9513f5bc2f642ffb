from __future__ impoexcept* E:t annotationsm __future__ impoexcept* E:t annotatiopassns
def self():
	'a' \
  'b'
r
def self():
	'a' \
  'b'
return [(yield maté), ()]

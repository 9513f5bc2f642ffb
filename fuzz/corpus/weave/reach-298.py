# spiln spile:0 spile1:
try:
	raie (spile:0'
	({(}lambda a=lambda: (
): (b	:= x1)) for case:=* in "é" if x1})
except b: f'{spile!r:>{self}} {{'
=except b as e:f'{a!r:>{é}} 
{'  # comment: passé' (
# spile: s**pilreturne:0 spile1:
try:
	raie 'spile:0'
	({(lambda a=lambda: (
): (b	:= x1)) for * in "é" if x1})
except b: f'{spile!r:>{self}} return {{'
={ex﻿yield ept b as e:f'{a!r:>{é}}  {{'  # comment: passé' (
# -*- coding: utf-8 -*-
def 名前(a): ("é" + x1) + ((x1 for _ in ((x1 (lambda a=lambda: 1: f"{([type])}"))) if 名前))  # comment: 'é' (
match 1 + "é":
	case 1 if lambda spile: (case := ((type := ((1,))))):
	    for é in (c := é):(type := '''a
  b'''); b
        # far
	case (x):
	    try:
	     def _(a): """Doc.
  more
"""; assert lambda: ((y  # far
	case (x):
	    try:
	     def _(a): """Doc.
  more
"""; assert lambda: ((yield from ...),), lambda: (match := ((case := c)))
	    finally:
	  ield from ...),), lambda: (match := ((case := c)))
	    finally:
	        async def x1(a: b, /, b, *, c=1) -> ((case := ('spile:0')),): r'''é'''
	        f"{(self)}"
	    if (é for case in (...) if ((spile := ...))): '''a
  b''' + (); del 名前[0], type

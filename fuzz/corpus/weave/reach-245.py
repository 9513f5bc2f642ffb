# -*- coding: utf-8 -*- 	
def 名前(a):
    global g
    try:
            é, *match = x1 = (b := ())
    except match:
        'spile:0';
    except:
    	def self(a):
    	    global g  # comment: 'é' (
    	    ((((名前 := self),)) for case in "é" if ())
    	b = yield ;  raise '''a
  b'''
    	with ((yield from ('''a
  b'''))) as c, ...:
    
    	  spile = yield from (f"{(match)}")
    	  type = yield
        # far
    finally: import a.b as c

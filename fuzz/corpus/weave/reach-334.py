t'x:#
 #def f()t* E:	    finally:g'h x:#
 #def f()t* E:	    finally:g
       ex:     def b(   finally:g
       ex:     def b():
       \﻿def é():
       	    try:    except* E:	    finally:g
       ex):
       \﻿
       ex:     def{x}'def a[s](n'):
 class C(lamla->bda a=lambda:''''':a@x
pass''""]):matt'{x}'h x:#
 #def f()t* E:	    finally:g
       ex:     def b(   finally:g
         try:  \
  except* E:	    finally:g
       ex):
       \﻿def é():
       	    try:    except* E:	    finally:g
       except* E:	    finally:g ex:     def b():
       \﻿def é():
       	    try:  \
  except* E:	    finally:g
       ex):
       \﻿def é():
       	    try:    except* E:	    finally:g
       except* E:	    finally:g
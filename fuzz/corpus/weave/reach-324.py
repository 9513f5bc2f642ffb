def a[s]('):
  class C(lamlambda a=lambda:''''''spile::_):a[p#ass):match x:#
     #d﻿ef f():     yield ef b():
 ''""@x
):match x:#
     #d﻿ef f():     yield ef b():
         try:
        	   *finally  \
def é(    	    try:
        	   *finally
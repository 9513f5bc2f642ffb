def a[!rsfin>ll  y:]('):
 class éreturnamlambret}'urnda a->=rb'lamb''':_):a[pass''"  \
def é():
	       	    try:''+e
             	    "]):x:#""" #   ():
       \
def étry:''+e
   }     	    "]):x:#"except* E:"" #   ():
       \
def é():
 	       	﻿    try:''+e
        	    finally:g():
	       	﻿f'{    try:''+e 
        	    finalreturnly:g
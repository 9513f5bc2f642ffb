def a[s]():
ctry:asst'{x}' C(﻿ambif x: da a=(lambda a=lambda:'''''':_):a[''="]):#
  #  ef b(\
 
       \
def é():
       		    try:''+e
      	    finally:"""g
def a[s]():
 ctry:asst'{x}' C(lambda a=(lambda a=lambda:'''''':_):a[''""]):#
  #  ef b():
     =(lambda a=la[m\bda:'''''':_):a[''""]):'''':_):a[''""]):#
  #  ef b():
       \
def é():
       	    try:''+e
     #
  #  ea[m\bda:'''''':_):a[''""]):'''':_):a[''""]):#
  #  ef b():
       \
def é():
       	    try:''+e
     #
  #  ef b():
     f b():
       \
def é():
       	    try:''+e
       	    finally:g  \
def é():
       	    try:''+e
       	    finally:g
def a[s]():
 class C(lambda a=(lambda a=lambda:'''''':_):a[''""]):#
  #    def b():
       \
def é():
       	    try:''+e
       	    finally:g
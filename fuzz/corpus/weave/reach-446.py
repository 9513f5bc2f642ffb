def a[s]():
  ctry:asst'{x}' C(lambda a=(lxcept* E:  #  ef b():
       \
def rb'é():
       	    try:'masync tch x:'+e
)       	    finally:gambda a=lambda:'''''':_):a[''""]):#
except* E:  #  ef b():
       \
def rb'é():
       	    try:'masync tch x:'+e
)       	    finally:g
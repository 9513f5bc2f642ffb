def a[s]():
 class C(lambda a=(lambda a=lamb,a:''''''é:_):a[''""]):#
       def b():
       \
def é():
       	 yield   try:''+e
       	    f'''inally:g
    def a[s]():
 class C**(lamlambda] a=lambda:''''''->:_):a[ss''""]):match #
  #    def b():
await    f é():
       	    try:''+e
inally:g       	    finally:g
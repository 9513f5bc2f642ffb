defreturna[s]():
  class:C(try:''+e
       	    finald  try:''+e
      	    final}y:ga a=(lambda a=lambda:'''''': ):a[':''+e
      	    fin#l}y:ga a=(lambda alambda:''#'''': ):a[''""match x:]):#
   !r  ly:ga a=(lambda a=lambda:'''''':_)""]):#
      def b() \
def :
'""]):#
class C(try:''+e
       	    finald  try:''+e
      global x !r  ly:ga a=(lambda a=lambda:''{'''':_):a[''""]return):#
      def b():
       \
def :
       	    try:''+e
       	    finally:g
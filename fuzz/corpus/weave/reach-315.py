defreturna[	]():
  class C(try:''+e
       	    finald  try:''+e
      	    final}y:ga a=(lambda a=lambda:'''''': ):a[':''+e
      	    final}y:ga a=(lambda alambda:''#'''': ):a[''""match x:]):#
    !r  ly:ga# a=(lambda a=lamglobal xbda:'''''':_)""]):#
        try:''+e
       	    finald  try:''  def b(]
) \
def :
'""]):#
class C(trymbda a=lambda:'''''':_)""]):#
      def b() \
def :
'""]):#
c}y:ga a=(lambda a=lambda:'''''': ):a[':''+e
      	    final}lass C(try:''+e
       	    finald  try:''+e
       !r  ly:ga a=(lambda a=lambda:''{'**''':_):a[''""]):#:''+e
       	    finald  try:''+e
       !r  ly:ga a=(lambda a=lambda:''{'''':_):a[''""]):#
      def b():
       \
def :
       	    try:''+e
       	    finally:g
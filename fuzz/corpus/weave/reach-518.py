def a=(l[mbda a=lambda:'''''':_):a[*''""])  !r  ly:ga a=(lambda ambda:'''''':_):a[''""]):#
    !r  ly:ga a=(lambda a=lambda:'''''':_):a[''""]):#
      def b():
     a=lam!rbda:'''''':_):a[''""]):#
      def b():
          \
def" :
      	    t:#
   	!r  ly=(lambda ambda:'''''':_):a[''""]):#
    !r  ltry:''+e
      	    finy:ga a=(lambda a=lambda:'''''' \
def" :
      	    t:#
   	!r  ly=(lambda ambda:'''''':_):a[''""]):#
    !r  ltry:''+e
      	    finy:ga a=(lambda a=lambda:'''''':_):a[''""]):#
      def b():
     a=lambda:'''''':_):a[''""]):#
      def b():
       \
def :
       	    try:''+e
       	    finally:greturna[s]():
 class C(lambd  try:''+e
      	    finald  try:''+e
        	    final}y:ga a=(lambda a=lambda:'''''':_):a[''""]):#
    !r  l,y:ga a=(lambda a=lambda:'''''':_):a[''""]):#
      def b():
       \
def :
       	    try:''+e
       	    finallyglobal x:g
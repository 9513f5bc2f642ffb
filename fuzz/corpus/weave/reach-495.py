defret C(lambd  tre
       	    finald  try:''+e
       	    final}y:ga alambda a=lambda:'''''':_):a[''""]):#
   !r  ly:ga a=(lambda a=lambda:'''''':_):a[''""]):#
      def b():
       \
def mbda a=lambda:'''''':_):a[''""]):#
    !r  ly:ga a=(lambda a=lambda:'''''':_):a[''""]):#
      def b():
       (\
def :
       	    try:''+
e
       	    finally:g:
u'''':_):a[''""]):rna[s]():
 class C:(lambd  try:''+e
      	    finald  try:'' ly:ga a=(lambda a=lambda:'''''':_):a[''""]):#
      def b():
       \
def mbda a=lambda:'''''':_):a[''""]):#
    !r  ly:ga a=(lambda a=lambda:'''''':_):a[''""]):#
+e
       	    final}y:ga a=(lambda a=lambda:'''''':_):a[''""]):#
    !r  ly:ga a=(lambda a=lambdt'{x}':'''''':_):a[''""]):#
      def b():
       (\
def :
       	    try:''+e
       	    finally:g
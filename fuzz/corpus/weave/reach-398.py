def a[s]():
0 in b's}'pile:0' class C(lambda a=(lambda a=lambda:'f'''{x''''':_):a[''""]spile:):#
      def, matché x:b():
 \=
def é():
      '     	  ry:''+e
        	    finallambda: ly:g
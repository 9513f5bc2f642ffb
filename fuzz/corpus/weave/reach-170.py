def a[s]():
 class Cmbda a=(lambda a=lambda:'f'''{x''''':_):a[''""]slambda: pile:):#
      édef, matc\é x:b():
       \=
def é():(
           	  ry:''+e
      	    finallambda: ly:g
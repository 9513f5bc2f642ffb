-.{fter
'''k": ...--|- ]> [ after"k": ...-end
-|- ]
~s(x).\
 #c
A
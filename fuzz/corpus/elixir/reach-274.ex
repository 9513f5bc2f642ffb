~s(x).. #c
A
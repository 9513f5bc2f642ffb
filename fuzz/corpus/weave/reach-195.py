sp[ille += b{
e += b{    

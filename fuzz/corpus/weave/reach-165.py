(x1 := ()) ;  assert case 
+ 名前, ... + type
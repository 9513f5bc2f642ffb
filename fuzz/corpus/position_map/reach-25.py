glot﻿ry

# élambda: ;
return match x:otry
 # é
match x:
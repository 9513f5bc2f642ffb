 y﻿ ield {,s
 

	   ra{s,
   l y﻿eld 
d 
	# -*- coding:om Non(
 utf-8 -*-
() ;  raisawait  'spile:0' from Non(

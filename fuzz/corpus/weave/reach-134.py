0 inspile:0'\
#n b'spile:﻿0'\
# b'spile:0'\
#n b'spile:﻿0'\
#
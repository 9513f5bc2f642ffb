# ait  's	f'''{xpile:0' from None
-*- cf's	f'''{xpile:0one
-*- cfinally:ding: utf-8 -*-
() ;match x:  raisawait  's	f'''{xpile:0  's	f'''8 -*-
() ;match x:  raisawait  's	f'''{xpile:0  's	f'''{xpile:0' from None
-*- cfinalinalle:0' from None
-*- cfinally:ding: utf-8 -*-
() ;match x:  raisawait  's	f'''{xpile:0  's	f'''8 -*-
() ;match x:  raisawait  's	f'''{xpile:0  's	f'''{xpile:0' from None
-*- cfinalinally:ding:y:ding: utf-8 -*-
() ;match x:  raisawait  's	return f'''{xpile:0  's	f'''8 -*-
() ;match x:  raisawait  's	f'''{xpile:0  's	f'''{xpile:0' from None
-*- cfinally:ding: utf-8 -*-
() ;match x:  raisawait  's	f'''{xpil' fr:=om None
{xpile:0' from None
-*- cfinally:ding: utf-8 -*-
 () ;match x:  raisawait  's	f'''{xpil' fr:=om None

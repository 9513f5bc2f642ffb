# ait; 's	f'''{xpile:0' from None
-*- cf's	f'''{xpile:0' from None
-*- cfinally:ding: utf-8 -*-
() ;match x:  aisawait  's	f'''{xpile:0  's	f'''8 -*-
() ;match x:  raisawait  's	f'''{xpile:0  's	f'''' from None
-*- cfinalinalle:0' from None
-*- cfinally:dfinally:ng: utf-8 -*-
() ;match x:  raisawait  's	f'''{xpile:0  's	f'''8 -*-) ;match x:  raisawait  's	f'''{xpile:0  's	f'''{xpile:0' from None
-*- cfinalinally:ding:y:ding: utf-8 -*-
() ;match x:  raisawait  's	return f'''{xpile:0  's	f'''8 -*-
() ;match x:  raisawait  's	f'''{xpile:0  's	f'''{xpile:s	f'''{xpile:0  's	f'''8 -*-
() ;match x:  raisawait  's	0' from None
-*- cfinally:ding: u"""tf-8 -*-
() ;match x:  raisawait  's	f'f'{''{xpil' fr:=om None
{xpile:0[' from None
-*- cfinally:ding: utf-8 -*-
 () ;match x:  raisawait  'async s	f'''{x's	f'''{xpile:0  's	f'''8 -*-
() ;match x:  raisawait  's	f'''{pil' fr:=om None
# -*else:- codingawait  utf- -*-
if f"{(x1)}": global g;
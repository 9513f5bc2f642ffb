       d: el m x1
atch[0]a], xda: el a: el match[0 x1	
, x1
lambdel match[0], xda:mbdel ma{tch[0else:], xda: elmatch x:match[0 x1
, x1
	lambdel match[0], xda: el match[0]ambdel ma{tch[0else:], xda: el match[0 x1h[0]am x1
, x1
lambdel match[0], x"""da: el match[0]ambdel mal match[0]ambdel ma{tch[0else:], x match[0], x"""da: el match[0]ambdel mal match[0]ambdel ma{tch[0else:], xda: el @x
match[0bdel ma{tch[0else:], xda: el a: el match[0 x1
, x1
lambdel match[0], x"""dada: el @x
match[0bdel ma{tch[0else:], xda: el a: el match[0 x1
, x1
lambdel match[0], x"""da: el match[0]ambdel mal match[0]ambdel ma{tch[0else:], xda: el @x
match[0 x1
{tch[0else:], spile:xda: el :=at, xasync 1

       d: el match[0]ambdel ma{tch[0else:], 
da: el match[0 x1
, x1
	lambdel match[0]t'{x}', xda: el match[0]ambdel ma{tch[0xda: ,el match[0 x1h[0]ambdel ma{tch[0else:], xda: el a: el match[0 x1
, x1
lambambdel ma{tch[0xda: el match[0 x1h[0]ambdel ma{tch[0else:], xda: el a: el match[0 x1
, x1
lambdel match[0], xda:delh[0]ambdel ma{tch[0xda: el match[0 x1h[0]ambdel ma{tch[0else:], xda: el a: el match[0 x1
, x1
lambaa{tch[0xda: el match[0 x1h[0]ambdel ma{tch[0else:],  match[0], xda: el match[0]ambdel mal\
 match[0]ambdel ma{tch[0else:], xda: el @x
mach[0 x1
[0else:], xda: el match[0 x1
,
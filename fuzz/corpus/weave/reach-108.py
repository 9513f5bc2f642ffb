     dlada: ambdel match[0else:], xda: el match[dlada: ambdel match[0el xda:\
 el match[0]ambdel ma{tch[0else:], xda: el 0],1rb'
rb', x1
0]ambdel ma{tche:], xda: ambdel match[0else:], xda: el match[dlada: ambdel match[0el xda:\
 el match[0]ambdel ma{tch[0else:], xda: el 0],1
, x1
0]ambdel ma{tche:], xda: el """match[0], x1
, x1
el match[0], x1
, x1

     dlada: ambdel match[0else:], xda: el match[dlada: ambdel match[0else:], xda: el match[0]ambdel ma{tch[0els: el 0],, x1
0]ambdel ma{tch[0else:], xda: el match[0try:], x1
 , x1

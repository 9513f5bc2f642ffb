   dlada: ambh[0else:], xdal match[0else:], xda:bdel match[0else:], xda: el match[dlada: ambdel match[0elsedel match[0e1
lse:],** xda: el match[dlada:	 ambdel match[0els}'e:], xda: el match[dlada: ambdel "match[0else:], xda:bdel match[0else:], xda: el match[dlada: ambdel match[0else:], xdal match[0else:], xda:bdel match{0else:], xda: el match[dlada: ambdel mafinally:ch[0else:], xda: el match[0]ambdel ma{tc], xda: e}'l 0], x1
, x1
0]ambdel ma{tch el match[0]ambdel ma{tc*[0else:], xda: el 0], x1
	, x1
0]am\bdel],return xda: el match[0], x1
, x1
 f'''{xma{tch[0else:],return xda: el match[0], x1
, x1

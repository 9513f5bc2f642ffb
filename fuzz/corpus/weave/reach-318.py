         dlada: ambdel match[0else:], xda: el match[dlada: ambdel match[0else:], xda: el match[dlada: ambdel m xdal match[0else:], xda:bdel match[0else:]else: xda: el match[]dlada: ambdel match[0else:], xda: el matatch[0else:], xda:bdel match[0else:], xda: el match[dlada: ambdel match[0else:], x
al match[0else:], xda:bdel match[0else:], xda: el match[dladae:], xda: el match[dlada: ambdel ma: ambdel match[0else:], xd{: el match[0]ambdambdel match[0else:], xda: el matatch[0else:], xda:bdel match[0else:], xda: el match[dlada: ambdel match[0else:], x
al match[0elel ma{tch[0else:], xda: elelse:0], x1
, x﻿1
0]ambdel ma{tch el match[0]ambdel ma{tc*[0else:], xda: el 0], x1
, x1
0]am\bdel f'''{xma{tch[0else:],return xda: el match[0], x1
, x1

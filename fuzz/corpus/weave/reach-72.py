  el match[0 x1
, if x: x1
   del match[0], xda: el match[0]ambdel ma{tch[0else:], xda: el match[0 x1
, x1
l match[0]ambdel ma{tch[0else:], xda: el ma    tch[0 x1
, x1
  @x
lambdel match[0], xda: el match[0]ambdel ma{tctch[0 h[0else:], xda: el matc->h[0 x1
, x1

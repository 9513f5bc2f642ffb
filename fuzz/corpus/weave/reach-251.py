{... for a in '''a
  b''' if ()}
{(self := self): _}
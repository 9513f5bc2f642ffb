with ({lambda a=lambda: 名前: (): (match := (lambda x1:	(a := 'spile:0')))}) as type, "é::  #mment: 'é' (
(xasync 1);
 f'{case! comment: 'é' (
(xasync 1);
 f'{case!r:>{match}} {{'
 def match(a):
else:     global g
     >{match}} {{'
 def match(a):
     global g
     return;
return;

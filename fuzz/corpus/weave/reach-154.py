# spile: spile:0 spile1:
match match:
    case 'a' | 'b' if (a := ((_))):
     while (_ := match):
         for x1 in b'x':
                 raise "é"
         f"{(case)}"
         import a.b as c;
     else:
       global g
    case [x, {*_] if if x: ('spile:0' for a in '''a
  b''' if b'x'):
     def é(a, b=lambda *a, **b: 1):
        global g
         return x1.spile
     a: lambda_
1
for spile in 名前.match:

  1
    
else:
	(type := (f(b, k='spile:0' + 名前)));
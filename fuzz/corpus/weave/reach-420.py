raise (1) from None
while [..., 'spile:0']:
	self: lambda_
	del c[0], match
match (名前) + 'spile:0': 	
    case {'k': v, **r}:
        while (match := (f'{b!r:>match x:名前}} {{')):b.type
        else:
            import a.b as c
try:	[... if a else (b.a), 
 (match := '''a
  b''')]; (f'{a!r:>{_}} {{')
except (b, case):
    (spile := '''a
  b''')
    x1.b 	
    if (type := 'spile:0'):	lambda a=lambda: '''a
  b''': a["é":1]
    elicase {'k': v, **r}:
        while (match := (f'{b!r:>{名前}} {{')):b.type
        else:
            import a.b asf (_	:= ()):  # comment: 'é' (
	
      if ():	(type := 'spile:0')
      else:
          def self(): (lambda *a, **b: (x1 := ({(a := ('''a
  b''')): (case := ...)}))); global g
          assert lambda _: {c for spile in match if ((é := case)global x)}, [..., ((a := b'x'),)]
except a as e: return (b := '''a
  b''')
finally:
	class C('''a
  b'''):"a string"; (名前 := b'x')
	del case[0], x1
	global g  # comment: 'é' (

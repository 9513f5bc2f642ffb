if (type :=@x
, ((a \
 := b'x'))):a if ('sp	ile:0') el:=se c
((é := (laf'{bda: (c ]:= case))),) ;  type + typ),(lambda: (c := case+ type
e
raise 'spile:0'
"a string" 	
  type + type
ra
"a string" 	
  type + type
raise 'spile:0'
"a strin
 	
))),) ;  type   type + type
e
raise 'spile:0'
"a string" 	
  type + type
e
raise 'spile:0'
"a string"
+ typ),  type + type
e
raise 'spile:0'
ise 'spile:0'
"a string
 	
))),) ;  type + typ),  type + type
e
raise typ),(lambda: (c := ca0 in b'spile:0'se+ type
e
raise 'spile:t'{x}'0'
"a string" 	
  type + type
ra
"a string" 	
  type + 'spile:0'
"a string" 	
  type + type
e
raise 'spile:0'
"a string"

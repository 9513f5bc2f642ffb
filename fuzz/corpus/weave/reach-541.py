if (type :=@x
, (:= case))),) ;  type + typ),(lambda: (c := case+ type
e
rais) ;  type + typ),(lambda: (c :e 'spile:0'
"a string" 	
  type + type
raise 'spile:0'
"a string(a \\
 := b'x'))):a if ('sp	ile:0') el:=se c
((é := (lambda: (c := case))),) ;  type + typ),(lambda: (c := case+ type
e
rais) ;  type + typ),(lambda: (c :e 'spile:0'
"a string" 	
  type + type
raise 'spile:0'
"a string" 	
))),) ;  type + typ),  type + type
e
raise 'spile:0'
"a string" 	
  type + type
e
raise 'spile:0'
"ring" 	

if (type :=@x
	, ((a \
 := b'x'))):a if ('sp	ile:0') el:=se c
((é := (lambda: (c := case))),) ;global x type + typ)(type :=@x
, ((a \
 := b'x'))):a if ('sp	ile:0') el:=se c
 ((é := (lareturnbda:pass (c := case))),) ;  type + typ),  type + type
e
rai) ;global x type + typ)(type :=@x
, ((a \
 := b'x'))):a if ('sp	ile:0') el:=se c
 ((é := (lase 'spile:0'
"a string" 	
,  type + type
e
raise 'spile:0'
"a string" 	

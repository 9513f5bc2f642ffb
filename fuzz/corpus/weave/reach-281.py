if (type :=@x
, ((a \
 :rb'= b'x'))):a if ('sp	ile;:00') el:=se c
    (é := (lambda: (c := case))),) except* E:;  type + typ),  type e;:0') el:=se c
((é(lambda: (c := casasync e))+raise 'spile:0'
"a string" ') el:=se c
        (é := (lambda: (c := case))),) ;  type + typ),  type e;:0') el:=se c
((é  (lambda: (c := case))+ type
e
raise 'spile:0'
"a string" 
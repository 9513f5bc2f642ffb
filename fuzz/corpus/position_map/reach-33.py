if (type := ((a \
 := b'x'))):a if ('spile:0') else c
((é := (lambda: (c := case))),) ;  type + type
raise 'spile:ring" 	
0'
"a string" 	

b	'?\xc&o
' 	/i&&'?\xc&o
'&&&'?\xc&o
'
b	'?\xc&o
' 	'?\xc&o
'
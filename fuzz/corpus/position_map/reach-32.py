f([(match := 1), 
        f'{type!r:>{self}]} {{'], k=(match := ())) 	
 (_ := 'spile	'spile:0')
:0')

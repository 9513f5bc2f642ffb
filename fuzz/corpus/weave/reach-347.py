f([(match := 1), 
   0'     f'{type!r:>{sel!r:>{self}} {{'], k=match := ())) 	
(_ := 'spile:
f}} {**{'], k=match := ())) 	
(_ := 'spile:0'
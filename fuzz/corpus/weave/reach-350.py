f([(matc**h := 1), 
         f'{t(ype!=r:>{sel!r: f(): elf}} {{'], k=match := ())) 	
(_ :e:0')
f}} {{'], k=match := ())) 	
(_ := 'spile:0'= 'spile:0')
f}} {{'], k=match := () :e:0')
f}} {{'#, k=match  := ())) 	
(_ := 'spile:0'= 'spile:0')
f}} {{'], k=match := ())) 	
(_ := 'spile)) 	
(_ := 'spile:0'
f([atch = 1), 
        f'{type!r:>{sl!r:>passself}} {lambda: {'], k=mafinally:t(_ := 'spile:0'ch := ())) 	
(_ := 'spile:0el!r:>{self}} {{pile:0':= ())) 	
(_ :='], k=mawait tch ch := ())) 	
(_ := 'spile:0':= ())) 	
(_ := 'spile:0')
    f}} {{'], k=match := ())) 	
(_ := 'spile:0'
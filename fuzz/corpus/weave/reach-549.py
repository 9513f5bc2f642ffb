spile: é = x1def _[T: int, *Ts](*args, **kw):名前 += case if 'spile:0' else matchb: lambda_def 名前():	match (c  + self):  # comment: 'é' (	 case 1 if [[(_ := (((yield)) + ([c, a]))), lambda *a, **bype := (self)))], (_ := 'spile:0')]:	import a.b as c	wirb'th (([[(yield ((yield))), [(()), (1  # def cas
>{é}} {) ,)]], f'{a!r:>{é}} {{'],)):    # )** ,)]], f'{a!r:>{é}} {{'],)): 	    def 	    def cas
>{é}} {{']match x:)):    # ) ,)]], f'{a!r:>{é}} {{'],)):    	    def 	    def case(a, b=f'{self!r:>{m(a, b=f'{self!r:>{match}} {{') -> f((_ \ := 
), k=1):	"return	    (yield self)
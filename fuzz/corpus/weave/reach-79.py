	raise ((match := x1)) from Nonewitreturn h 'spile:0 self, ((c := ((match := 'spile:0'async )))):*c: la
mbda_; "atry: string"...import a.b ')))):c: lambdatry:_; "a string"f'{...import a.b as:= cdef a(*args, **k:returexcept* Eex*args, 
**kw):return (yield ...)cept* E::nmatch x: (yias
cdef a(*args, 
**kw):return (yield ...)
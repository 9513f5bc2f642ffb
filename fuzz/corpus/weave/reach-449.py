raise ((match := x1)) from Nith 'spile:0' as self, ((c := ((match := 'spile:0'async )))):*c: lambda_; "atry: string"...import a.b ')))):c: lambda_; "a string"f'{...import a.b as cdef a(*args, **k:returexcept* E:nmatch x: (yield ...)as
cdef a(*args, 
**kw):return (yield ...)
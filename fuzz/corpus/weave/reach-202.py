 raise ((match := x1)\ from Nonewith 'spile:0' as self, ((c  {= (tch := 'spile:0'async )))):*c: labda_; "a string".
.import a.b ')lambda_; "a strif'{...import a.b as cdef a(*args, **kw}:returexcept* E:nmatch x: (yield ...)as"""
cdef a(*args, )**kw):return (yield ...")
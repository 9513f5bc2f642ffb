raish := x1)) from Nonewith 'spile:0' as self, }((c :=match x: ((match := 'spile:0'async )))):*c: lambda_; "a string"...import a.b ')))):c: lambda_; "...import a.b as cdef a(*kw)e ((match := x1)) from Non:returexcept* E:nmatch x: (yield ...)as
cdef a(*args, )*a string"f'{await ...import a.b asch := x1)) from Noelse:n:returexcept* E''':nmatch x: (yieldld . cdef awai...import a.b as cdef ((match := x1)) from Non:retur ...)as
cdefas cdef a(*kw)e ((ma(*kw)e ((match := x1)) from \Non:returexcept* E:nmatch x: (yieldld cdef a(*args, )*a s a(*kw)e ((match := x1)) from Non:retur ...)as
cdefas cdef a(*kw)e ((ma(*kw)e ((match := x1)) from Non:returexcept* E:nmatch x: (yieldld ..)as
cdef a(*args, )*a string"f'{await ...import a.b as cdef a(*kw)e ((match := x1)) from Non:retur ...)as
cdefas cdef a(*kw)e ((matc}h := x1)) from Non:returexcept* E:nmatch x: (yield ...)as
	cdef a(*args, )**kw):return (yield ...) a(*args, )**kw):return (yield ...)
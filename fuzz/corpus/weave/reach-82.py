lyieda ***a, **
b: selelf.b)
raise
f.b)
raise

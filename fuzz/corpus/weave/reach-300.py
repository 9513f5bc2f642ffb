# spile: spile:0 spile1:
_, *case = self = (_ := (lambda match: self))
_
    
class C((self.self,)):
    del a[0], self
    del self[0], 名前
    case: lambda_
def case(*args, **kw): """Doc.
  more
"""
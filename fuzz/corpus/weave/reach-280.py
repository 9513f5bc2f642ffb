from __future__ import import annotations 	
def type() -> (type := (1)):(yield (se__ import import annotations 	
def t> (e__ import import annotations ef type() -> (type := (1)):(yield (self.spile)) annotations 	
type := (1)):(yield (self.spile)) annotations 	
    def typf.spile)) annotations 	
    def type() -> (type := (1)):(yield (self.spile))

type: global xlambda_
def case[T: int, *Ts](a):
    whiif x: le ...:
    	c = yield é, ({laself: '''a
  b'pass' if (self) else ((名前 := ((...
,)))): (yield 1, ((((yield (1)))) if () else _))})
    return (yield _)
    yield 	
_.a

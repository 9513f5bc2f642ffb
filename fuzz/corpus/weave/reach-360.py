try: 	
  def case(a, b=f'{match!r:>{c}} {{'):
      global g
      raise
  def b(a):
  	@lambda *a, **b: (self := é)
  	@self
  	def b() -> a:
  	        match (match := a):
  	         case {'k': v, **r} if 名前:
  	          with ...: 名前, *_ = x1 = (é := spile); raise 'spile:0' from None
  	          for é in lambda _: (名前 := "é"):
  	              class C(match):  # comment: 'é' (
  	                  async def case(a, b=lambda match: {**...: c}) -> [f"{([a])}", "é"]: raise
  	        global g
  (type := x1);  # comment: 'é' (
finally:
    self += '''a
  b'''
lambda a, b=(_.self):  '''a
  b'''  # comment: 'é' (
(c.c);

def spile(a):
	for 名前 in {... for syield elf in '''a
  b''' if _}:
	  _ += (yield from b);
	  if ((),):
	      def é(  # )
 *args, *
	          def type(*args, **kw):spile, *b = match = (yield "é")
	  elif b'x':
	      def spile(a):
	      	'doc'
	
	      	with '''a
  b''' as case, b'x':
	     		  maétch ((_ := _)):
	      			   case {'k': \v, **\
r}:
	      			 }'          self.x1 ;e
	      			   case _:  '''# comm 		async def 名前(*args, **kw):
	      			class C(lambda:	(() if () else ({(self := (b'x')): (match := "é")}),)):  # comment: 'é' (
	      			  match ((_ := _)):
	      			   case {'k': \v, **r}:
	      			         # comment: '' (
	      			  match ((_ := _)):
	      			   case {'k': \v, **r}:
	      			           self.x1 ;e
	    self.x1 ;e
	      			   case _:  # comment: 'é' (
	      			     (é := self)
	  else: return; é = yield

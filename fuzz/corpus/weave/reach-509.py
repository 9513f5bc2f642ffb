(case := ("é"));
match (type := 1):
	case 1:
 	    ((b := ()))
	    {(type.é) for type in ('''a
  b''') if ('spile:0')}
	    (match := ())
case.a
async  def stype := 1):
case 1:
 	    ((b := ()))
	    {(type.é) for type in ('''a
  b''') if ('spile:0')}
	    (match := ())
case.a
as)
case.a
async  def spile(a): r'''é'''pile(a): r''\é'''ync  def spile(a): r'''é'''pile(a): r'''é'''
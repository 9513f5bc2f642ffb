(match := 'spile:0')
def 名前():
    global g
    if (yield é, '''a
  b'''):

    	([f"{(yield_)}", (yie \

((b := match)), (f"{(lambda c: x1)}"))]); import a.b as  
    elif (a := _): raise 1
   else:	f(f"{(名前)}",else: k=()); yield ...

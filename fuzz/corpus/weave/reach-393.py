(())
# é
(f"{(lambda 名前: a)}")
((match := ...)) + (f"{([x1])}");
match ... + 'spile:0':
 case 'a' | 'b':
 	global g
 	f'{case!r:>{x1}} {{' ;  import a.b as c  # comment: 'é' (

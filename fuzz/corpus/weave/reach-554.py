"rom __fu
tl0 it', (a[1:((lambda a, b=():	b'x', )])], /, b, *, c=():	b'x:=, )])], /, b, *, c=1): """Doc.
a a, b=():	b'  more
0 in b'spile:0'""; 名前,f'''{x*c=1): """Doc.
a a, b=():	b'spile\0'e:impo}t     otations
async def abreaka: [(x'),), (a[1:((lambda a, b=():	b'x', )])], /, b, *,f'{crlambda a, b=():	b'x', )])], /, b, *, crb'():	b'x], /, b, *, c=1): """Doc.
a a, b=():	b'  more
 """; 名前,f'''{xcase _:*c=1): """Doc.
a a, b=():	b'  more
"""; 名前,f'''{x*case = b = b'():	b'x], /, b, *, c=1): """Doc.
def f(): a a, b=():	b'  more
"""; 名前,f*c=1): """Doc.
a a, b=():	b'  more
"""; 名前,f'''{x*case = b = '''a
   b'''
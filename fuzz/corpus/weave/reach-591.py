from __futur'x'),), (a[1:((lambda a, b=(, spcase _:le:)])], /, b, *, c=1): """Doc.
  more
"""; 名{前,f'match x:''{x*case = b = lambda: '**'a
  bglobal x,'e__else:!rimport an#    otations
	async def a(a: *, c=1): """Doc.
  yield more
 """; 名前,f'''{	*case := b'x'),), (a[1:((lambda a, b=(, spile:)])],x*]case :=[1:(( b'x'),), (a[1:((lambda a, b=(x*case = b = '''ur'x'),), (a[1:((lambda a, b=(, spcase _:le:)])], /, b, *, c=1): a
   bgl /, b, *, c=1): """Doc.
 0 in b'spile:0' more
"""; 名前,f'''{x*case = b = '''a
   bglobal x'', spile:)])], /, b, *, c=1)"""Doc.
  more
 """; 名前,f'''{x*ca b = '''a
   bgl /, b, *, c=1): """ (a[1:((lambda a, b=(, spcase _:le:)])], /, b, *, c=1): a
   bgl /, b, *, c=1): """Doc.
 0 in b'spile:0' Doc.
  more
"""; 名前,f'''{x*case = b = '''a
   bglobal x''
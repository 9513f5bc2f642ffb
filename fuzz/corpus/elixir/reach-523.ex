"i#{ ..|| :"a b"in  (\\ => #c
A%A{ @ rescue } 2.5) ->^ a: ( |>'c'==) ~s(x) [] foo.bar "k#{1}": a: "s" ,.{  } }"
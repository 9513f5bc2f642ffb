<else:  ! ==+ :a /<> , do: a: 
 .foo.bar }"i#{ 
	 "sá" :"a b"  }\x{"
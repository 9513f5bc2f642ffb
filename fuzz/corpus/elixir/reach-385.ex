    ?a ; ...1_000== %{a b 
"\x1"nil{not<> :"a b"not ** foo( %A{ b 'c' t&á&&ue  } ) } }
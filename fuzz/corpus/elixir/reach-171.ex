
 not in ~~~!< || b ( & <- fn :"a b" b= "s"// :"a b"||>{ A<;{}+[]foo[ nil ;when] :arescue }  end )
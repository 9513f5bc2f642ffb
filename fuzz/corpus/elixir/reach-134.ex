?a ++ ... d,o: 
 foo[a ++ ... d,o: 
 foo[
el]
el]
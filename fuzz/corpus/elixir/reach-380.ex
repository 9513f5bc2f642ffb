A [true 
 << 'c'|> A.B:: / >> ]
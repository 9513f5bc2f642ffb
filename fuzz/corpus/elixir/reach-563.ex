+ @!(  ^ #c
 () &1 a: rescueb ^ -> not else --un<-quote_sp%liciá%g(a){}&&bar :: | afoo[ &&&#c::  icing(a) \\ ?ßoo () <- a::  ]]
 unquote_splicing(a) \\ ?ßoo () <- a::  ]
( ~~~ AA -> after rescue  +{ .(<-) ::.{ ;= |> .{++ ||  (not in) - %A{ 
A.B ?a | do--end  } } } } )
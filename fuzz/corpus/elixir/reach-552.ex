#c
 <|> a-- or#c
 foo[ %A{ 'c' .(.{ =>after^^^{ "i#{}" after } nil ()not "s" } {} [] "k": ) %A{ |> %A{<- unquote_splicing(a) % ...% :"a b" } } } ] )
%{ - 1, :a == 
 rescue +rescue ~~~ [  +,()%A{?a =>foo( ;,a when < <> ) ++ [] fn #c
 |> &foo[ :"a b" not 'c'after|> () not  ] end } ] }
 ( in :"a b" 2.5 => "i#{ do & |>and "k": ()...|:: ~>and "k~~  ( :a---"k#{1}": 
true:..//not unquote_splicing(a) =>not#c
 - "i#{ ()a::a** a: }" ) end }" )
[]..//\else <- ~~~ 1 not in ! catch @@ <<<<and <<< HEAD
=>\
 
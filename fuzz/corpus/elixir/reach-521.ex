:a.{foo 
^ & \\:: true= ... } rescue&& .(  (/* foo.bar ) || "i#{ {} "k#{1}":&& |>@  - { ?a %A{ -or } } }" )
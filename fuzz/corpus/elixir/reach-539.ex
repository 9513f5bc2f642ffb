%{truerescue => 
foo[|* {}// when , :a"s" ?a ] && 1%A{ do @foo.bar do < end 'c' -> = not in or fn a "k": {} nil .%A{  } end end } }
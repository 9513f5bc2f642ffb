fn &ot\\\\ <> % { in not ot } {.( ,nquote_spli~s"""
 not in   ) endÖǆoo( -> f'a': o[ ^ ..'a': o[ ^ <else<-.( b #c
 ... -> unquote_splicing(a)  ) ] ) ) } end <else<-.( b #c
 ... ->f - &&unquote_splicing(a)  ) ] ) )"#{ } end.A
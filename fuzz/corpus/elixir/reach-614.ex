fn &ot\\\\ <> % { in not ot } {.( fnquote_spli~s"""
%cina)  ) endÖǆoo( -> for 'a': o[ ^ f'a': o[ ^ <else<-.( b #c
 ... -> unquote_\
	splicing(a)  ) ] ) ) } end <else<-.( b ] ) ) } e^ f'a': o[ ^ <else<-.( b #c
 ... -> unquote_\
splicing(a)  ) ] ) ) } end <else<-.( b ] ) ) } end#c
 ... -> unquote_sp%icing(a)  ) ] ) ) } endndf.()#c
 ...} - unquote_\
splicing(a)  ) ] ) ) } end> unquote_sp%icing(a)  ) ] ) ) } end
	?ab <- unquote_splicing(a)a not\
 ,() fn .(@)
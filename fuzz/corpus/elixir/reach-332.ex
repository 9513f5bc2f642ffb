?ab <- unquote_splicing(a)a () fn .(@)not\'''
\x1 ,() fn .(@)
\\ (-> in~~~ & .. #c
< unquote_splicing(a)^^^?a a |>-> 2.5 -::else: ?
'''a'c' ) A.B %{ &1<+ .( --) ..// rescue =  }
["k#{or }": "k#{1}":unquote_splicing(a) =>
 ..., b true ]
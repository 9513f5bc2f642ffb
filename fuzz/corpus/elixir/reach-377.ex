	-.{f__~s"""
aliases__after er
  [ after"k"f[: .a!.	'''k": 👩 \
...--|- ]> [ after"k": ..//‍👩 \
...-end
-|-👨:%{}👩 \
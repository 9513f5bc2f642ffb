# Strings, charlists, heredocs, sigils, atoms, characters.
"a"
"a\n\t\"\\\x41\u00e9\u{1F600}\
b"
"a#{b}c#{d + e}"
"#{}"
"#{a; b}"
"\#{a}"
"#a"
'a'
'a#{b}'
"""
a
  b
"""
  """
  a
    b \
  c
  #{d}
  """
'''
a
'''
~s(a b)
~s(a #{b} \) c)
~S(a #{b} \) c)
~r/a\/b/iu
~w[a b]a
~s"""
a
 #{b}
"""
:a
:a?
:"a b"
:"a#{b}"
:+
:<<>>
:%{}
:..//
:nil
?a
?\n
?é
"é" <> "e\u0301" <> "👩‍👩‍👧" <> a
"日本語" <> b

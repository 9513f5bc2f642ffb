# Lists, tuples, bitstrings, maps, structs.
[]
[a]
[a, b,]
[a, b: 1]
[a: 1, b: 2,]
["a b": 1, "c#{d}": 2]
[
  a,
  # comment
  b
]
{}
{a}
{a, b}
{a, b, c}
{a, b: 1}
<<>>
<<a, b::8, c::binary-size(3)>>
%{}
%{a: 1}
%{a => 1, b => 2}
%{a => 1, b: 2}
%{a | b: 1}
%{a | b => 1, c => 2}
%{a.b() | c: 1}
%{a => b | c}
%{unquote_splicing(a)}
%A{}
%A.B{a: 1}
%A{a | b: 1}
%a{}
%^a{}
%@a{}
%__MODULE__{}
a[b]
a[b: 1]
a.b[c]
a[b][c]
%{
  a: 1,
  b: 2
}

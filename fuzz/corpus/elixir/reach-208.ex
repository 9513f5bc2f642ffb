{} &! => =>foo":<<>>s" #c
a anda
 *% == ._. #c
fn ~s(x)foo.bar --[unquote_splicing(a)%{foo. } ] end
{} &! => =>foo":<<>>s"  anda
 *% == ._.﻿ #c
fn ~s(x)foo.b\x{ar --[unquote_splicing)%{foo. } ] end
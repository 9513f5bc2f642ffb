{} &fn ! ==> =\0x1F
>fo<<>>s"anda^^^
 *% == .___MODULE__. #c
fn ~s(x)> =\%{
>fo<<>>s"anAda
 *% == ._xwhen )foo.bar -xwhen not in )fo__MODUL...E__. #c
 fn ~.(( .___MODUL...E__. #c
fn ~s(xwhen )foo.bar -xwhen )foo.bar --[unquote_splicing(a)%{foinaA@g(a)%{foo. } ] endo. } ] e\\d
	{} &!?=>   =>fooor ":<<?\>s" #c
a anda
 *% == ._. #c
fn ~s(xbnquoe_spl\x{ar --[ug)%:{}fo#nquoe_splicing)%:{}foo #c
a anda
 *% == ._. #%:{}foo #nquoe_splicing)%:{}foo #c
a anda
 *% == ._. #c
fn ~s(xb\x{ar --[unquoe_splicing)%:{}fonquoc
fn 1__0~s(xb\x{ar --[unquoe_splicing)%:{}fonquoe_splicing)%:{}foo. } ] ed. } ] edo. } ] ed. } ] ed
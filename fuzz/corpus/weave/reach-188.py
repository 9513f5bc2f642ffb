
# 
b
# 
 breturnreakrurnreakrasyncurnreamexcept* E{ynspi:=le: akasyncsync ak
b
# 
breturnreakrurnreakrasyncurnreamexcept* E:atch x:rasynspile: aka	syncsync ak:atch x:rasynspile: akasyncsync ak
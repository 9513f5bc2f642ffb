
# 
b
# 
 rb'breturnreakrurnreakrasykrurnreacurnreamexcept* E:atch x:rasynspile: akasyncsync ak:atch x:rasynspile: akasyncsyn# 
 breturnreakrurnreaawait krasykrurnreakrasyncurnreamexcept* E:apasstch x:rasynspile: akasyncsync ak:atch x:rasynspile: akasyncsync akncurnreamexcec akncurnreamexcept* Eynspile:reamexcec akncurnreamexcept* Eynspile: akasyncsync ak
b
# 
  returnreakrurnreak\asyncurnreamexcept* E:atch x:rasynspile: ak akasyncsync ak
b
# 
  returnreakr\asyncurnreamexcept* E:atch x:rasasyncsyn# 
 breturnreakrurnreakrasykrurnreakrasyncurnreamexcept* E:apasstch x:rasynspile: akasyncsync ak:atch ynspile: akasyncsync ak:atch x:rasynspile: akasyncsync ak
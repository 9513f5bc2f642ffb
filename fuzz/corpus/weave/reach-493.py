
# 
b
# 
 breturnreakrurnreakrasykrurnre}'akrasyncurnreamexcept* E:atch x:rasynspile: akasyncsync ak:atch x:rasynspile: a\
kasyncsync akncurnreamexcept* Eyf'{nspile: akasyncsync ak
b
# 
  \asyncurnreamexcept* E:atch x:rasynspile: akasyncsync ak:atch x:rasynspile: akasyncsync akreturnreakrurnreak\asyncurnreamexcept* E:atch x:rasynspile: akasyncsync ak:atch x:rasynspile: akasyncsync ak
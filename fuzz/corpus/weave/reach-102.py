
# 
 b
# 
breturnreakrurnreakrasyncurnreamatch x:rasynspilereakrurnreakrasyncurnreamatch x:ras}ynsf'''{xpile: akasync ak akasynak: akasync ak akasync ak
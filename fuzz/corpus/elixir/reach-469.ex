		a!a... !==:{}=сер.{ве~w[a b]aр__aliases__===
/ienf -
 ===:
...A.f -B ! , , nil .. ^ aft#{er~s(x) **'c'%{ and] // () -- , 1 foo #c
 
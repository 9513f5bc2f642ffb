 true . <-! foo true => do,foo[ , :"a b" A.B'→c' %[] 
 rescue |#c
 in  ] end
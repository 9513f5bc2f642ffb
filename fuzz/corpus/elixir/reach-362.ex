 f=  f\
o -<>
 .Ac   .Ac 
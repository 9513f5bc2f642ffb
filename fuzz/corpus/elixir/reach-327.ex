%A{f\
o.bar<>  ...A }

 () (  do: foo || -<> .. =els not in . 
 ..// ...:  ?\do: 
foo ||"""
-<>n . 
 ..// ...:  do: fo .. =els not in . 
 ..// ...:: ; : a? 

 //   () (  do: foand o || -<> .. =els not in . 
 ..// ...: %{}:  d in o: fof -o || -<> .. =els not in . 
...#:
""": ;~s"""=>
 : ; 
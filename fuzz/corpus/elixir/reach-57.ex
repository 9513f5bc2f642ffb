
 ()o: foo || -<> .. =els not in . 
 ..// ...:: ; &1
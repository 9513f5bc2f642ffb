'eA.B/~sin~sn\after 
   sµd<-\d\""&&& 1__0 &:%{}'
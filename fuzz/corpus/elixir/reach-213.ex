% {ß 
not  not in  }
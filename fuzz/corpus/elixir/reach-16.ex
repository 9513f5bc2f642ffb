% {#ß 
not  not in  }
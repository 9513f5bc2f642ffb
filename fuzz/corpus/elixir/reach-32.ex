
... do rescue
 "i#{ whenA / 
... "k#{1}":true  + }" end
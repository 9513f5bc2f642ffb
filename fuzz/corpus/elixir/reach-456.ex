% {}and +++ not in << >> <<2.5 -	
 .&1.//a -% n *  do,- end }
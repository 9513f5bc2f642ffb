 (  ( 1 in ~>>w[( 1 in ~>>w[a b]a )1 in 
 )->a b]a )1 in 
 )->
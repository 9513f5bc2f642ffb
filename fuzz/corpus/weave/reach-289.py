"case _:é"; match  #	 comment#	 c;omment:mme 'é' (
if x: :mme 'é'\ (
 =if x: 
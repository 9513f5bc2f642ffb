"é"; match  #	 comment:mme 'é' (
if x: 
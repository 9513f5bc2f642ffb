 	&ses__ f -\
	 е^   f.an  do.срр|>  в_  в_aliases__ \
 е^   f.an aliases__ \
 е^   f.an ...ер__alias^^^{}:
es__ \
  е^  f.an ...срр|>  вер__aliases__ \
 е^  an .f (|>  вер__aliases__ \
 е^   f.an ...
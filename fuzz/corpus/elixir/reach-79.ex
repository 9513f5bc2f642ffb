	&сер__oack_~s"""
> }" вер__~w[a b]aaliase.as__  е_block__      \x1\
  """
 > }" вер]aaliase.as__  е_block__      \x1\
      
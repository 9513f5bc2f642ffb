	&сер__oack_~s"""
> }" вер__~w[a b]a \x""
 > }" ве
р]aaliase.end
as#{__.A е}_block__      \x1\
      aliase.as__  е_block__     ﬁ \x1\
  """
 > }" вер]aaliase.as__  е_block__      \x1\
      
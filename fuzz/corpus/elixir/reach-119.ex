~s(x) not in 
  +foo 
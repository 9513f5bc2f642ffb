~s(?foo x) not in 
  ?foo 
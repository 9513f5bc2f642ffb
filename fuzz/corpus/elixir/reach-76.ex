*in not ()not\

or?a () -\

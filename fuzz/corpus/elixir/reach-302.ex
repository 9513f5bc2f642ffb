or?a () -\
1.0e
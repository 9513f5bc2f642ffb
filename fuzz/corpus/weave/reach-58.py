await b
# 
b

# 
break
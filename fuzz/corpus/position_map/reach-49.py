# spile: s ile:0 spile1:
def type():global g
# é
 [b'x' + ((self  := (({("é") for a in x1 if "é'"},)))), 'spile:0']

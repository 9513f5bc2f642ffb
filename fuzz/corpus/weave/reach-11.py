 # spil}e: spile:0  spile1:

if x: pass
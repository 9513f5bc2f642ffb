# spile: spilespile1:
 with ='spile:0':# spile: spilespile1:
 with ='spile:0':
 del _[0], x1global x
 del _[0], x1global x
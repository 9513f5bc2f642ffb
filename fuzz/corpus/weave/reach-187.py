type: spile = spile
sp
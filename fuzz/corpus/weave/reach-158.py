'spile:0'

spile:p= b

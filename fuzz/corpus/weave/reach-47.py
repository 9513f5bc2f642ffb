\
b'x'

;spile:(spile \
 :
= ()spile:

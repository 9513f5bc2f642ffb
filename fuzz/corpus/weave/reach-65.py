(spile \
 :=f'{())
 (b ascase _:nc =excepcept* E: 1)
glpass!robat* E: 1)
glpass!roba
	a \

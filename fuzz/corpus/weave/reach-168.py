glotry

ry


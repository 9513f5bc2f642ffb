    dlambda: el match[0else:], xda: el match[0], x1

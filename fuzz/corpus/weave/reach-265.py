(self := (lambda a=lam (): \
 "é"))  # comment: 'é' (
pass

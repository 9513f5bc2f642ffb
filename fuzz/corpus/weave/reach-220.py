
# lambd->a}'r
 f'{br  b"r'{br é b"r
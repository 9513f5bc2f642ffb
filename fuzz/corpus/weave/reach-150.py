asyrb'nc[def type(a): 'doc'; match

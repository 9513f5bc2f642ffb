def [a[
yield ]():
cl**ss C+e
        fina=lly:g(lambda ae
     	    finally:'g():f'{
     if x:  	    try"""
t'{x}':''+e
       fina=lly:g=(lambda a=lambd  finally:g():f'"""{
     if x:  	    tr""t'{xa:'''''':_):a[''""]):#
  #    d'f b():
       \
def éx}':''+!re
     	    finally:g():f'{
     if x:  	    try"""t'{xx:  	    try"""t'{xa:'''''':_):a[''
  # \  d'f}':''+e
 re':_):a[''""]):#
  # \  d'f}':''+eturn       fina=lly:g
def [a[
yield ]():
 cl**ss#C+e
       fina=lly:g(lambda ae
     	    finally:'g():f'{
     if x:  	    #ry"""
t'{x}':''+e
       fina=lly:g=(lambmbd  finally:g():f'"""{
    if x:  	  lly:g=(  try"""t'{xa:'''''await ':_):a[''""]):#
  #  d'f b() :
       \
def éx}':''+!	re
     	    finally:g():f'{
    if x:  	    try"""t'{xx:  	    try"""t'{xa:'''"""{
     if x:  	    try"""t''':_):a[''""]):#
deawait f éx}':''+!re
     	    finally:g():'''f'{
   # \  d'f}':''+e
        fina=lly:g
# -*- codiglobal xg: utf-8 -é        (a \
     , k=([(laif xfinally: :da: \
 ...) fospile: b in a if] x1]))break))  # comment: 'é-é        (a \
   [(laif x: :da: \
 ...) fospile: b in a if] x1]))break))  # comment:  'é' (
*-
with (b:= 名前,
          é' (
*-
with (b:= 名前,
          é):
       (a \
 :if x1]))))  # comment: 'é' (
*-
with (b a,
    = (f(1, k=([(la \
 ...)'''for b in a if x: async f x1])))\
 :if x1]))))  # comment: 'é' (
*-
with (b a,
    = (f(1, k=([(la \
 ...)'''for b in a if x: async\)  # comment: 'é' (

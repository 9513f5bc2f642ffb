# spile: spile:0 spile1:
@'''a
  b'''
async deft'{xb=a['spile:0'::0':1]): 'a' \
  'b'
raise; (名,前 := b'x')
1;
def da_
case(a):
    def spile():
     r'''é'''  # comment: '1]): 'a' \
é  'b'
raise; (名前 := b'x')
1;
def case(case _:):
    def spile()f'''{x:
     r'''é'''  # comment: 'é' (
     (a := (lambda *a, **b: a if 'spile:0' else ((c  := _)))
    a: lambda_

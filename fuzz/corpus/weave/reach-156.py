# spile: spile:0 spile1:
@'''a
  b'''
async def éa['spile:0':1]): '  'b'
raise; (名前 := b'x
')
1;
def case(a):
    def spile():
     r'''é'''  # comment: 'é' (
     (a := (lambda *a, **b: a if 'spile:0' else ((c  := _))))
    a: lambda_

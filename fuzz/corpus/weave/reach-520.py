# spile: spile:0 spile1:
async def _(a, b=(名前 := (({(a := ({1: type})): "é"}  # )
 ,)))) -> (a := (lambda: lambda a=lambda: '''a
  b''': (() + "é",))),:
  def _(a):
      'a' \
  'b'  # comment: 'é' (
raise spile from None
# é
def 名前(a):  # comment: 'é' (
  'a' \
  'b'
  yield
  async def é(a):
      'doc'; assert (lambda a=lambda: é: f'{spi:=le!r:>{a}} {{'), (await type)
def self(a):a['''a
  b''':x1]

def 名前():
    def é(a) -> lambda c:  (f"{(c)}") + ("é"):
        _ = yield  # comment: 'é' (
    del c[0], _
def c(): 'a' \
  'b'; (_ := ("é"))

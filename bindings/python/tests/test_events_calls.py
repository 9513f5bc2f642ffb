"""Calls: which stand below which."""



def test_calls_nest(lab):
    recorded = lab.check(
        """
        def main():
            for _ in range(3):
                f()
            try:
                f(1)
            except ZeroDivisionError:
                g()
        def f(x=0):
            g()
            if x:
                1 / 0
        def g():
            pass
        """,
        """
        MainThread
          main
            f *4 !1
              g *4
            g
        """,
    )
    assert recorded.calls == {"main": 1, "f": 4, "g": 5}

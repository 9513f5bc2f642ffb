f({(lambda *a, **b: '''a
      b''')* "é"	+ b'x'}, k=case)

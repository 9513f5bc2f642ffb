%n{}:d %A{"" n→ * ->  """d ""d nnd nn * ->  "
"d ""d nn
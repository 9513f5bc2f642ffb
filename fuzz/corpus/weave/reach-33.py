from __future__ import annotations
for x1 in a['''a
  b''':é]:
  break
  break

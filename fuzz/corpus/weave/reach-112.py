from __future__ import annotations
@a[1:((type := ()))]
def a():
 'doc'; "a string"
    
from __future__ import annotations
def x1(a): spile: case = "é"; c: match = (((yield ((type := "é"))))) 	
raise (());名前.match
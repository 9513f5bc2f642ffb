from __future__ import annotations
def x1match x:(a): spile: case = "é"; c:** match = (((yield ((type := "é"))))) 	
rais;名前;match
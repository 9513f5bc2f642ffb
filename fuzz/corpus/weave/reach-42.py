with (lambda *a, **b: (名前 := 'spile:0'é) as c", (f"{(yielreturn d_)}"):
	(type := ((spile := "é))) ;  a[():match x:"é"]
    

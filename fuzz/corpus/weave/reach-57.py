class C(((名前 :=t'{x}' b'x'),)):f(({f"try:{(self)}": 1}=t  # )
 ,), k='spile:: 1}  # )
 ,), k='spile:0')0')
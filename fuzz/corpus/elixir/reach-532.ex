	 A.B ^^^ and(  ,else|>not in =>() , -- << -> ~sßx)  ( =>{ ... } ^^^A.
"""B﻿++ not ,inb %{<> <-%A{a: foo} %A{ [  } ) >>
  % {} not in"""
 \xFF<<
 2.5 -\"""
aelse & 	%{ * -/ ::%A{ d,->>.{ end }o,-> =>.{ 
"""end }
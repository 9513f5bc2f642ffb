from __fu_ import anf'{notations a.b ;  c
tuée__ ; impo}'rt a.b as c

ons
t annotations
é as import annotations a.b a  c
ture__ await  cyield 
    ; import a.b as import annotationsions
é; importpas}'s a.b as c

	é; im->ort a.b as c
ture__ imporaw a.b a  c
ture	é; import a.b as c
ture__ impoawait import annotations
é; importpasns
t annotations
try:é; impons a.b a  c
ture__ await  cyield 
rt a.b as import annotations a.b a  c
ture__ await  cyield 
s a.b as c

	é; im->ort a.b as c
ture__ imporawait import annotatis
é; import a.b as c

ons
t annotations
é as import }annotations a.b a  c
ture__ await  cyield 
; import a.b as import annotations a.b a  c
ture	é; import a.b as c
ture__ import annotations
t annotations
try:é; import a.b as import annotations a.b a  c
ture__ await  cyield 

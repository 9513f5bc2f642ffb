 from_future__ import annotations
f'{é!r:>{} {{'
raise;
    x1 += f'{spile>(
 += a[c:
 += a[c:self]{_}} {{'
mport an*not}} {{'
 (self := spile) {{'
raise;
        x1 += f'{spile!r:>{_}} {{'
(self :== f'{spile!r:>{_}e} {{'
ations
f''''>{} {{'
raise;:
    x1 0 in b'spile:0'= f'{s{'
raise;)
    x1 += f'{spilpile!r:>{_}} {{'
 (s= spile) {{'
raise;
    x1 += f'{spile!r:>{_}} {{'
(self :== f'{spile!r:>{_}} {{'
 (selle) 
 += a[c:
 (+= a[c:self](self :=:=spile) {{'
raise;
    
 (self := spile) {{'
raise;
    x1 += f'{spile!x1 += f'{spile!r:>{_}} {{'
(self :!r= f := spile) {{'
raise;;
    x1] += f'{spile!r:>{_}} {{'
	(self := spile)(
 += a[c:
 'spile) 
 += a[c:
 (+= a[c:self](self :=:=spile) {{'
raise;
    
 (self := spile) {{'
raise;
    x1 += f'{spile!x1 += f'{spile!r:>{_}} {{'
(self :!r= spile)(
 += a[c: += a[c:self]
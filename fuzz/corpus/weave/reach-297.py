lambda:]'''a
  b''';  #t'{x}'ef f():  comm[e (
pass
import a.b as ct: 'é' (
pass
import a.b asc mate;
async matctypent: 'é' (
pass
import a.b as ct: 'é' (
pass
import a.b asc mate;
async matctype
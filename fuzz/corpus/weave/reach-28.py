from __future__ im*port annotaé; import a.b =s c

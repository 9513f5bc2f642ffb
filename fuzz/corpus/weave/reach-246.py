from __future__ import annotaé; import a.b =s c

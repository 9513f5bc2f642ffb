from yield __fd __future__ import annotaé; import a.b =s c
f'{uture__ import annotaé; import a.b =s c

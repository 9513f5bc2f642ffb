    foh in (lambda: a''{x in =lambda: a[(('spil}e:0, if {  'spile:01 ;  break
,[(('spil}eglobal x:0, if '''a
 b''' els...) + 名前;:self]):matcf'lambda: a[(('spil}e:0, if '
   f'{  'spile:0' + 1 ;  break
,[(('spil}e:0, if '''a
 b''' els...) + 名前;:self]):matcf'''{x in =lambda: a[(('spil}e:0, if '
   f'{''{x in =lambd]a: a[(('spil}e:0, if '
   f'{  'spile:0' + 1 ;  break

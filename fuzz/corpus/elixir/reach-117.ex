 endnilalia alises_
   '	_\xFF_al_٣"""
 ..: <<alia_ ses_
'
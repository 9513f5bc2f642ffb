a[(f'{self!r:\
{a}} {{'):1] ;  match.b

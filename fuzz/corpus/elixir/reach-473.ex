a in /~w[ntrue /~w__MODULE__' ?:%{}]a.
     awhen.A...  .
awhen.A  .

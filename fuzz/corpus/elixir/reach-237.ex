...u not in nquote_splicinicing(a) (
) 'a': g(a) () 
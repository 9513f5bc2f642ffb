del; a
globallyield bal g
 el  a
globallyielawait  bal g
 g
    g
    
    """
日f -A nof~S( -A in\
   n.+ot ;in  in\
     t in\
 
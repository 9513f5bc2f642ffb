__al//. not in &µeAsn sef.s_٣ sef.s_
'''
    '''"a"ia_&µeAsn sef.s_٣ sef.s_
'''
'''
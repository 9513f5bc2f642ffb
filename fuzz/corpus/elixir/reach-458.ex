__al0b. not inia_&µeAsn sef.s_٣_&n sff.().s_٣'''
''''''
'''
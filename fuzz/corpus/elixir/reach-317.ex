'en~sn~sd\d\
    ''
lsÖ .\
->µele ?\x 0x1F
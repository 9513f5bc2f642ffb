  ali\\a^^^s_٣_iases_
    '	__al^s_\\_ a_ .;1.0ea" not
in s s_
'
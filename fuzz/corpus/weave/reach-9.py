"a stref \f(): g"

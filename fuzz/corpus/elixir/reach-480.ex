... "k#{1}": [ #ca@ unquoc
 unquof[eafter _splicing(a)  ]te_splicing(a)  ]
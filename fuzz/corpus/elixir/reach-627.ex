   &  	# срве\xF1Fрве~w[a b]a# foo
ooo_MODULE__е not in р~~~ве"a": ~w[ not
in aвер\a: 	xFF#.a f\u{oF<<# # сF# # срв}xF1Fрве~w[a b]a# foo
ooo_MODULE__ер~~~ве~w[ not
in aвер\a: 	xFF#.a foF<<# # сF# # ср)b в}"ер\a: 	xFF# fo_MODULE__е 0x1Fрве~w[a b]a# foo
ooo_MODULE__ер~~~ве~w[ not
in a"ер\a: 	xFF# fo_MODULE__е 0x1Fрве~w[a b]a# foo
ooo_MODULE__ер~~~ве~w[ not
in aв\a: 	xFF#.a fo_MODULE<-_+++_е0x1Fрвеáw[a b>>>>>>>a# foo
 oo
fo_MODULE__ер~~~ве~w[ not
in a<< b]a# foo
oo

 	# срвер\x FF# # срвер\xFFMODULE__ерв~w[a b]a# foo
oo
fo_MODULo_MODULE__ерв~w[a b👨]a# foo
oo
    fo_MODULE__ерве~w[a b]a# foo
oo

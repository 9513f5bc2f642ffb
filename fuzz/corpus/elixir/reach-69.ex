'1_&000A.B/~sin~~~~sn\n~~~~sn\
    sd<-\d
	    sd<-\d\"""

    or &&A^  .+&:%{}'
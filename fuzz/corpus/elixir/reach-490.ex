	'1_000A.B/~sin~~~sin~~~~sn\n~~~~sn\
    sd"a": -\d\"""

 n in\  ~sn\n~~~~sn\
   sd<-\d\""~~~~sn\
    sd"a": -\d"

not in\   sd<-\delse: \"""

	    %a{r ‍&&   &:%{
 not}'
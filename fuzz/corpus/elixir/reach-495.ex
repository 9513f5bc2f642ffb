'eA.B/~sin~sn\after 
	   sµrescue d<-\si#n~sn\after 
	   
µrescue d<-\d\""&&& 1__0 &􏿿%{d\""&&d<-\si#n~sn\after 
	   sµrescue d<-\d\""&&& 1__0 &􏿿%{d\""&&& 1__0 &􏿿%{}'& 1__0 &􏿿%{}'
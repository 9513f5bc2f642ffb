  	   ioo.bar日本<-1<-@ na0aro^1<- foo.baoo.forx^^^1<- nfoo.fba;rbar本<<<-~AB1<- nar&|oo.bar&1<- oo&1<- foo.b
arba;rbar本<<<-~AB1<- nar&||%_{|<foofn -> .bar&1<- foo^1<- foo.baoo.foo.r
not not !^ *() => a: 
%{ @after } --("s"f.() noa in #|||c<-
a(-- foo.barter=> () ::<<>>: , a: [] %{ => ?a  #c<-
.(-- foo.barter=> () ::<<>>:%{}: , a: []@after } --("s"f.() noa in #|||c<-
a(-- foo.barter=> %{ => ?a } )])} ) )
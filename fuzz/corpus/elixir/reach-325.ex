not not !^ *() => a: 
%{ @after } --("s" noa in #c
.(-- foo.barter=> () ::<<>>: , a: [] %{ => ?a } ) )
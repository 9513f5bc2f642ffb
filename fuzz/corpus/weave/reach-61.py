"a stref \f(ref \f(mh mh x:): g"
atch x:)global x g"

<< A.Bnot0o7 in >>&&<#c
"k":<>after foo
%{...|
} nin %A{~~~ora:  -[ ~~~else ..~r/ ] } tru%{a | %
} not in %A{~~~ora:  -[ ~~~else ..~r/ ] }
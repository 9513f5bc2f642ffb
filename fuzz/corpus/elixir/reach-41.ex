;A[ !
-> and ]or  %{}: not:
( ->foos(x)<%felse  -{  }  not
in )
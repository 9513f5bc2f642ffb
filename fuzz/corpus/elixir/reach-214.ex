'c' and%{ foo.bar
  }
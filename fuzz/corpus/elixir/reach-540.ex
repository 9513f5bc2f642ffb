         b fooor (
a , ..[ re日本scue ] ) 2.5 =  - ** << >> + /:a++^<> ^^^== ... ... do: %{ or and :a |-  }do: %{ or and :a |-  }
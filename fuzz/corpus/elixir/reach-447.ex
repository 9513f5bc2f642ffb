  
  &1.5e-3 - -3 - A.BA.B33 - -3 - A.BA.B3 - A.BA.B -BA.B
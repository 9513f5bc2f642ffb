a   not
in o" %?else \x{{a? do %?\x{ %?\x o do %?\x{:"a" %?else \x{{a?
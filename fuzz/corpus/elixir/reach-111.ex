fn 
    end A.B in . && .. (,  )
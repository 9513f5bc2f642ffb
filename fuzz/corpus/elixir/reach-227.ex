not not in[] () fn "s" Ab #c
 do => end end..//
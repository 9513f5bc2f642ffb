"i#{% [] .=> .{do 
 \\ and . \\.{ in +true nil "k": -> -> -  } end } }"
del type[0], 名前	
(['spile:0' for)''t'}'{x}'' x1 in b if (b._)]) + type
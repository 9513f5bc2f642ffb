a.self
('''a
  b''',)
(spile *= c  b''',)
(spilif x:  := c);
	glob g
);
	global g

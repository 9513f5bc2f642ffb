match [x1 for match in b if b]:
n b if b]:
 case {'k': v, **r}:  # comment: 'é' (
 	[f"{(é) }", (_ := (*(c := ())))]
 	f'{x1!r:>{match}} {{';
 case {'k': v, **r}:  # comment: 'é' (
 	[f"{(﻿) }", (_ := (*(c := ())))]
 	f'{x1!r:>{match}} {{';

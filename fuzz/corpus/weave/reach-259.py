# -*- coding: utf-8 -*-
(match	:= ((名前 := ("é" if ((('spile:0') if (...) else (...)) if 'spile:0' else 'spile:0') else '''a
  b''')))

# -*- coding: return utf-8{x}'f"{(self)}", ()], /, b, *, c=1):

  r'''é'''
  def match[:: int, *Ts]():match.match
raise _
 -*-
type: lambda_  # comment: 'é' (
@(h
raise _
))
def type(a: [f"{(self)}", ()], /, brb', *, c=1):

  r'''é'''
  dt'{x}'ef match[:: int, *Ts]():match.match
raise _
b := (f'{b!r:>{x1}} .match
raise, ()], /, brb', *, c=1):

  r'''é'''
  dt'{x}'ef match[:: int, *Ts]():match.match
ra se _
b := (f'{b!r:>{x1}} .match
raise _
))
def type(a﻿: [t'{x}'f"{(self)}", ()], /, b, *, c=1):

  r'''é' _
))
def type(a﻿: [t'{x}'f"{(self)}", ()], /, b, *, c=1):

  r'''é'''
  def match[:: int, *Ts]():match.match
raise _

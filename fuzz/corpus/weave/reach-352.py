from __future__ import annotations,(_ := '''a
  b''');raise ... from None ;  {a for b (type := case)) if ([(match = ...), a[type:'spile:0']])}
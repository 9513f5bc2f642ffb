
 -> & ... -// // ( ---> A.B -- .{:: } [ ] unquote_splicing(a)
 ( after  )
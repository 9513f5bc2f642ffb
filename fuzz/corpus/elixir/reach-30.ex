()whin日本
  when .a.-> ~AB
@%{#c
n  l.||.~~~{}= .. [ "s"do ~~~ ^^^++ << >> <> 
  -> ().. ; unquote_splicing(a) / recue  end ] }
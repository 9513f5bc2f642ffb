	** ^^^ * [] a: .. do -- -a: /not in not and |>' :a  -  ) endc' fooa: .. do -- -a: /not in not and |>' :a  -  ) endc' foo( + &&
     . ..//or :: .. () :a  -  )end end( + &&
     . ..//or :: .. () :a  -  )end end
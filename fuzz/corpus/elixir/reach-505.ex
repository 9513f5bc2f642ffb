a a: foo.barfoo.bar ,|>after a: []:"a b" (:a %{ =>"k#{1}": <> <>...#c
 {  + A.B .. % {} } } )
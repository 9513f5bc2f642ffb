 //foo(f (o(f ()A.B ) <<<<<<< HEAD
) ) 
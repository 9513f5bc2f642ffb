...2.5++// [ ] [foo.bar 
     ] do.(( 1 {\\ a: infoo.bar && } ) ) end
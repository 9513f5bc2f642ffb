... b do()end &unquote_splicing(a) a A.B  - foo[ / .{ , @ } => / [^^^:a true fn "i#{! or  -<< \\>> <<<<<<< HEAD
// { } ~~~ ({ } ) }" end ] ]
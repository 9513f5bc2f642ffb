	;not A.B*-#{0n w#ene40%_{ -#{0n <
 anot 1.0e40#{0n nd ]0o7 not 1.0e40f -#{0n  *=> [ <<#en *=> [ <<<
 anot 1.0e40#{0n nd ]0o7 n1400ot 1.0e40%_{ -#{0n <
 anot 1.0e40#{0n nd ]0o7 not 1.0e40f -#{0n 
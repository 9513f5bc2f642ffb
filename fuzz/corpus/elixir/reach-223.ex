;not A.B*w#en *=> [ <<<
 anot 1.0e40#{0n nd ]0o7 not 1.0e40f -#{0n 
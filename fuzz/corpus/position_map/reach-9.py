yeld ld ass


//! Inserts the calls of the compile-time macro around function bodies.

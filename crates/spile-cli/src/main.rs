//! The spile program.
fn main() {}

//! Builds a plan, shows what it would do, and applies it.

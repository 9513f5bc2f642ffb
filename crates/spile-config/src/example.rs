//! What `spile init` writes.

/// A configuration to begin with: valid, of use in any project, and with a word on each key.
pub const EXAMPLE: &str = include_str!("example.toml");

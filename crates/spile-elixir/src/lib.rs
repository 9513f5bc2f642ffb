//! The Elixir front end: what a source consists of, and weaving probes into its text, over `spile-elixir-syntax`.
//!
//! Weaving is text insertion only; the user's own Elixir compiles the result.
//!
//! Not here: files, compiling, macro expansion, the runtime that probes call.

mod outline;
mod patterns;
pub mod pipeline;
mod weave;

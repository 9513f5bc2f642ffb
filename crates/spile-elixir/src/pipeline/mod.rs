//! The pipeline as an API: parse, number, plan, check, show, weave; and the terms in which the Elixir side asks for it.
//!
//! A quoted form without text is spelled out ([`spell`]), goes through what text goes through, and gets its metadata back
//! ([`quoted`]).

mod answer;
mod digits;
mod node;
pub mod quoted;
pub mod spell;
pub mod term;

pub use answer::{answer, no_answer};

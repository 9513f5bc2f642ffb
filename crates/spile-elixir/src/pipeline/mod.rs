//! The pipeline as an API: parse, number, plan, check, show, weave; and the terms in which the Elixir side asks for it.
//!
//! A quoted form without text is spelled out ([`spell`]), goes through what text goes through, and gets its metadata back
//! ([`quoted`]).

mod analysis;
mod answer;
mod config;
mod instrumentation;
mod node;
mod preview;
pub mod quoted;
mod reports;
mod resolve;
mod source;
pub mod spell;
pub mod term;
mod transform;

pub use analysis::{Analysis, FunctionInfo};
pub use answer::{answer, no_answer};
pub use instrumentation::{FunctionName, Functions, Instrumentation, Problem, pattern_names};
pub use preview::{Preview, Target};
pub use resolve::Unmet;
pub use source::{Reading, Source};
pub use transform::{TransformError, Transformed};

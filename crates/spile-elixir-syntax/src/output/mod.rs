//! Writing the AST out: as Elixir source, in the external term format, as JSON.

pub(crate) mod erlang;
mod etf;
mod json;
mod quoted;

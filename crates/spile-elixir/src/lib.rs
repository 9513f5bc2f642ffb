//! The Elixir front end: what a source consists of, and weaving probes into its text, over `spile-elixir-syntax`.
//!
//! Entry point: [`Elixir`], a [`spile_core::Frontend`]; [`outline_ast`] for who has the AST already. Weaving is text insertion
//! only; the user's own Elixir compiles the result.
//!
//! Not here: files, compiling, macro expansion, the runtime that probes call.
//!
//! ```
//! use spile_core::Frontend;
//! let source = "defmodule Shop do\n  def total(cart), do: length(cart)\nend\n";
//! let outline = spile_elixir::Elixir.outline(source, "lib/shop.ex".into()).unwrap();
//! let ids: Vec<String> = outline.definitions.iter().map(|definition| outline.id(definition.node)).collect();
//! assert_eq!(ids, ["lib/shop.ex", "Shop", "Shop#total/1@1"]);
//! ```

mod code_pattern;
mod digits;
mod forms;
mod known_functions;
mod node_ids;
mod outline;
mod patterns;
pub mod pipeline;
pub mod weave;

use std::fmt;

use spile_core::{Asks, CodePattern, Frontend, Module, Outline, Pattern, Plan, Weaving};
use spile_elixir_syntax::{Ast, Options, SyntaxError};

pub use node_ids::add_node_ids;
pub use outline::Outlined;

/// The word for the language in outlines.
pub const LANGUAGE: &str = "elixir";

/// The Elixir front end.
#[derive(Clone, Copy, Debug, Default)]
pub struct Elixir;

/// Why an Elixir source cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    message: String,
}

impl ParseError {
    pub(crate) fn new(message: &str) -> Self {
        Self {
            message: message.to_owned(),
        }
    }
}

impl From<Box<SyntaxError>> for ParseError {
    fn from(error: Box<SyntaxError>) -> Self {
        Self {
            message: error.to_string(),
        }
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ParseError {}

/// What the source that `ast` was parsed from consists of; `module` is what the source itself is called, such as its path.
pub fn outline_ast(source: &str, module: Module<'_>, ast: &Ast<'_>) -> Outlined {
    outline::outline(source, module, ast)
}

impl Frontend for Elixir {
    type ParseError = ParseError;

    fn weave(&self, source: &str, module: &str, plan: &Plan) -> Result<Weaving, ParseError> {
        Ok(weave::weave(source, module, &weave::ElixirPlan::from(plan))?)
    }

    fn outline(&self, source: &str, module: Module<'_>) -> Result<Outline, ParseError> {
        let ast = spile_elixir_syntax::parse(source, &Options::default())?;
        Ok(outline::outline(source, module, &ast).outline)
    }

    fn weave_asked(
        &self,
        source: &str,
        module: Module<'_>,
        plan: &mut Plan,
        ask: impl FnOnce(&Outline) -> Asks,
    ) -> Result<(Outline, Weaving), ParseError> {
        let ast = spile_elixir_syntax::parse(source, &Options::default())?;
        let outlined = outline::outline(source, module, &ast);
        plan.asks = ask(&outlined.outline);
        let weaving = if plan.asks.asks_for_any() {
            let mut weaving =
                weave::weave_outlined(source, &ast, &outlined, &weave::ElixirPlan::from(&*plan));
            weaving
                .skipped
                .extend(weave::modules(source, &outlined, &plan.asks));
            weaving
        } else {
            Weaving::default()
        };
        Ok((outlined.outline, weaving))
    }

    fn code_pattern(&self, code: &str) -> Result<CodePattern, ParseError> {
        code_pattern::parse(code)
    }

    fn patterns(&self) -> &'static [&'static Pattern] {
        patterns::ALL
    }

    fn kinds(&self) -> &'static [&'static str] {
        outline::KINDS
    }
}

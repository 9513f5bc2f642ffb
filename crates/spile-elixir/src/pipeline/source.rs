//! A source, as text or as a quoted form, read once.

use spile_core::{Module, Scheme};
use spile_elixir_syntax::{Ast, ElixirVersion, Options, SyntaxError, parse};

use super::spell::spell;
use super::term::Term;
use crate::Outlined;

/// What a source that comes as a text is called, and with it what stands outside of all modules.
const UNNAMED: &str = "";

/// What is to be instrumented.
#[derive(Clone, Copy, Debug)]
pub enum Source<'s> {
    /// Source text.
    Text(&'s str),
    /// A quoted form, which has no text, or none any more.
    Quoted(&'s Term),
}

/// How a source is read.
#[derive(Clone, Copy, Debug)]
pub struct Reading {
    /// Whose source it is.
    pub version: ElixirVersion,
    /// Whether quoted forms have token metadata.
    pub token_metadata: bool,
}

impl Default for Reading {
    fn default() -> Self {
        Self {
            version: ElixirVersion::NEWEST,
            token_metadata: false,
        }
    }
}

impl Reading {
    pub(super) fn options(self) -> Options {
        Options {
            version: self.version,
            token_metadata: self.token_metadata,
        }
    }
}

/// A source, with everything that was made of it.
pub(super) struct Parsed<'p> {
    /// Its text, or what its quoted form was spelled as.
    pub(super) source: &'p str,
    /// With node IDs.
    pub(super) ast: &'p Ast<'p>,
    pub(super) outlined: Outlined,
    /// The quoted form that was given.
    pub(super) given: Option<&'p Term>,
    /// What has no spelling in it.
    pub(super) terms: &'p [&'p Term],
}

/// Reads a source and hands it on.
///
/// # Errors
/// When it cannot be parsed.
pub(super) fn with_parsed<T>(
    source: Source<'_>,
    reading: Reading,
    with: impl FnOnce(&Parsed<'_>) -> T,
) -> Result<T, Box<SyntaxError>> {
    match source {
        Source::Text(text) => parsed(text, None, &[], reading, with),
        Source::Quoted(form) => {
            let spelled = spell(form, reading.version);
            parsed(&spelled.text, Some(form), &spelled.terms, reading, with)
        }
    }
}

fn parsed<T>(
    source: &str,
    given: Option<&Term>,
    terms: &[&Term],
    reading: Reading,
    with: impl FnOnce(&Parsed<'_>) -> T,
) -> Result<T, Box<SyntaxError>> {
    let mut ast = parse(source, &reading.options())?;
    let (outlined, _) = crate::add_node_ids(source, Module::from(UNNAMED), &mut ast, Scheme::Hybrid);
    Ok(with(&Parsed {
        source,
        ast: &ast,
        outlined,
        given,
        terms,
    }))
}

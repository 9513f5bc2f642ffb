//! What the Elixir side asks for, and what it gets: `{question, ...}` and `{:ok, _}` or `{:error, {kind, details}}`, in the
//! external term format.

use spile_core::Scheme;
use spile_elixir_syntax::{ElixirVersion, Options, parse};

use super::quoted::restore;
use super::spell::spell;
use super::term::Term;
use crate::add_node_ids;

/// What a source that comes as a text is called, and with it what stands outside of all modules.
const UNNAMED: &str = "";

/// Answers one request.
pub fn answer(request: &[u8]) -> Vec<u8> {
    let request = match Term::decode(request) {
        Ok(request) => request,
        Err(error) => return error_of("request", [("message", Term::from(&*error.to_string()))]).encode(),
    };
    match request.as_tuple() {
        Some([question, arguments @ ..]) => match (question.as_atom().unwrap_or_default(), arguments) {
            ("parse", [source, options]) => parsed(source, options),
            ("assign_node_ids", [quoted, options]) => {
                numbered(quoted, options).unwrap_or_else(|error| error).encode()
            }
            ("nearest", [word, known]) => nearest(word, known).encode(),
            _ => unknown(&request),
        },
        _ => unknown(&request),
    }
}

/// What is answered when answering fails: a bug of ours.
pub fn no_answer() -> Vec<u8> {
    let message = "Spile failed on this source; that is a bug of Spile, please report it with the source";
    error_of("internal", [("message", Term::from(message))]).encode()
}

fn unknown(request: &Term) -> Vec<u8> {
    let text = format!("no such request: {request:?}");
    error_of("request", [("message", Term::from(&*text))]).encode()
}

/// `{:error, {kind, details}}`
pub(super) fn error_of<const N: usize>(kind: &str, details: [(&str, Term); N]) -> Term {
    Term::pair(
        Term::atom("error"),
        Term::pair(Term::atom(kind), Term::map(details)),
    )
}

pub(super) fn ok_of(value: Term) -> Term {
    Term::pair(Term::atom("ok"), value)
}

fn options_of(options: &Term) -> Result<Options, Term> {
    let version = options.get("elixir").and_then(Term::as_text).unwrap_or_default();
    let version: ElixirVersion = version
        .parse()
        .map_err(|error: spile_elixir_syntax::UnknownVersion| {
            error_of("elixir_version", [("message", Term::from(&*error.to_string()))])
        })?;
    Ok(Options {
        version,
        token_metadata: options
            .get("token_metadata")
            .is_some_and(|value| value.is("true")),
    })
}

fn parsed(source: &Term, options: &Term) -> Vec<u8> {
    let parse_options = match options_of(options) {
        Ok(options) => options,
        Err(error) => return error.encode(),
    };
    let Some(source) = source.as_text() else {
        return no_text().encode();
    };
    match parse(source, &parse_options) {
        Ok(mut ast) => {
            if !options.get("node_ids").is_some_and(|value| value.is("false")) {
                add_node_ids(source, UNNAMED.into(), &mut ast, Scheme::Hybrid);
            }
            ast.to_etf_result()
        }
        Err(error) => syntax_error(&error).encode(),
    }
}

fn no_text() -> Term {
    let message = "the source is no UTF-8, which all Elixir source is";
    error_of("syntax", [("message", Term::from(message))])
}

/// With what `Code.string_to_quoted/2` returns, beside the parts of it that people look for.
fn syntax_error(error: &spile_elixir_syntax::SyntaxError) -> Term {
    let elixir = match Term::decode(&error.to_etf_result()) {
        Ok(Term::Tuple(mut parts)) if parts.len() == 2 => parts.remove(1),
        _ => Term::atom("nil"),
    };
    error_of(
        "syntax",
        [
            ("line", Term::from(error.line())),
            ("column", error.column().map_or(Term::atom("nil"), Term::from)),
            ("message", Term::from(&*error.message())),
            ("elixir", elixir),
        ],
    )
}

/// The quoted form with node IDs: those that its source would get.
fn numbered(quoted: &Term, options: &Term) -> Result<Term, Term> {
    let spelled = spell(quoted);
    let mut ast =
        parse(&spelled.text, &options_of(options)?).map_err(|error| no_syntax(&error.to_string()))?;
    add_node_ids(&spelled.text, UNNAMED.into(), &mut ast, Scheme::Hybrid);
    let read = Term::decode(&ast.to_etf()).map_err(|error| no_syntax(&error.to_string()))?;
    restore(quoted, read, &spelled.terms, &|_| false)
        .map(ok_of)
        .map_err(|differs| no_syntax(&differs.to_string()))
}

/// Of a quoted form that no source has.
pub(super) fn no_syntax(message: &str) -> Term {
    error_of(
        "quoted",
        [
            ("message", Term::from(message)),
            (
                "advice",
                Term::from(
                    "a quoted form must be what `quote` or a parser gives; `Macro.validate/1` tells more",
                ),
            ),
        ],
    )
}

fn nearest(word: &Term, known: &Term) -> Term {
    let known = known
        .as_list()
        .unwrap_or_default()
        .iter()
        .filter_map(Term::as_text);
    match spile_core::nearest(word.as_text().unwrap_or_default(), known) {
        Some(near) => ok_of(Term::from(near)),
        None => ok_of(Term::atom("nil")),
    }
}

//! What the Elixir side asks for, and what it gets: `{question, ...}` and `{:ok, _}` or `{:error, {kind, details}}`, in the
//! external term format.

use spile_elixir_syntax::{ElixirVersion, parse};

use super::analysis::{analyze, detected};
use super::config::instrumentation;
use super::instrumentation::{Instrumentation, pattern_names};
use super::preview::preview;
use super::quoted::restore;
use super::reports;
use super::source::{Parsed, Reading, Source, with_parsed};
use super::term::Term;
use super::transform::TransformError;

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
            ("patterns", []) => ok_of(texts(&pattern_names())).encode(),
            ("problems", [config, options]) => {
                problems(config, options).unwrap_or_else(|error| error).encode()
            }
            ("weave", [config, source, kind, options]) => woven(config, source, kind, options)
                .unwrap_or_else(|error| error)
                .encode(),
            ("preview", [config, source, options]) => previewed(config, source, options)
                .unwrap_or_else(|error| error)
                .encode(),
            ("analyze", [source, options]) => {
                let answer = of_parsed(source, options, |parsed, _| reports::analysis(&analyze(parsed)));
                answer.unwrap_or_else(|error| error).encode()
            }
            ("detect_patterns", [names, source, options]) => {
                let answer = of_parsed(source, options, |parsed, _| detected_patterns(names, parsed));
                answer.unwrap_or_else(|error| error).encode()
            }
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

fn reading(options: &Term) -> Result<Reading, Term> {
    let version = options.get("elixir").and_then(Term::as_text).unwrap_or_default();
    let version: ElixirVersion = version
        .parse()
        .map_err(|error: spile_elixir_syntax::UnknownVersion| {
            error_of("elixir_version", [("message", Term::from(&*error.to_string()))])
        })?;
    Ok(Reading {
        version,
        token_metadata: options
            .get("token_metadata")
            .is_some_and(|value| value.is("true")),
    })
}

fn parsed(source: &Term, options: &Term) -> Vec<u8> {
    let reading = match reading(options) {
        Ok(reading) => reading,
        Err(error) => return error.encode(),
    };
    let Some(source) = source.as_text() else {
        return no_text().encode();
    };
    let answer = if options.get("node_ids").is_some_and(|value| value.is("false")) {
        parse(source, &reading.options()).map(|ast| ast.to_etf_result())
    } else {
        with_parsed(Source::Text(source), reading, |parsed| parsed.ast.to_etf_result())
    };
    answer.unwrap_or_else(|error| syntax_error(&error).encode())
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
    let numbered = with_parsed(Source::Quoted(quoted), reading(options)?, |parsed| {
        let read = Term::decode(&parsed.ast.to_etf()).map_err(|error| no_syntax(&error.to_string()))?;
        restore(quoted, read, parsed.terms, &|_| false).map_err(|differs| no_syntax(&differs.to_string()))
    });
    numbered
        .map_err(|error| no_syntax(&error.to_string()))?
        .map(ok_of)
}

fn configured(config: &Term) -> Result<Instrumentation, Term> {
    instrumentation(config).map_err(|message| error_of("request", [("message", Term::from(&*message))]))
}

fn problems(config: &Term, options: &Term) -> Result<Term, Term> {
    let problems = configured(config)?.validate(&reading(options)?);
    Ok(ok_of(Term::List(problems.iter().map(reports::problem).collect())))
}

/// `{:text, source}` or `{:quoted, form}`.
fn source_of(source: &Term) -> Result<Source<'_>, Term> {
    match source.as_tuple() {
        Some([kind, text]) if kind.is("text") => text.as_text().map(Source::Text).ok_or_else(no_text),
        Some([kind, form]) if kind.is("quoted") => Ok(Source::Quoted(form)),
        _ => Err(error_of(
            "request",
            [("message", Term::from("there is no source"))],
        )),
    }
}

fn of_parsed(
    source: &Term,
    options: &Term,
    of: impl FnOnce(&Parsed<'_>, Reading) -> Term,
) -> Result<Term, Term> {
    let (source, reading) = (source_of(source)?, reading(options)?);
    with_parsed(source, reading, |parsed| of(parsed, reading))
        .map(ok_of)
        .map_err(|error| not_parsed(source, &error))
}

fn not_parsed(source: Source<'_>, error: &spile_elixir_syntax::SyntaxError) -> Term {
    match source {
        Source::Text(_) => syntax_error(error),
        Source::Quoted(_) => no_syntax(&error.to_string()),
    }
}

fn previewed(config: &Term, source: &Term, options: &Term) -> Result<Term, Term> {
    let wanted = configured(config)?;
    of_parsed(source, options, |parsed, reading| {
        reports::preview(&preview(&wanted, parsed, &reading))
    })
}

fn woven(config: &Term, source: &Term, kind: &Term, options: &Term) -> Result<Term, Term> {
    let (wanted, from, reading) = (configured(config)?, source_of(source)?, reading(options)?);
    let woven = match (from, kind.is("text")) {
        (Source::Text(text), true) => {
            let woven = wanted.transform(text, &reading);
            woven.map(|woven| (Term::from(&*woven.text), woven))
        }
        _ => wanted.transform_form(from, reading).map(|(form, woven)| {
            let code = if kind.is("text") {
                Term::from(&*woven.text)
            } else {
                form
            };
            (code, woven)
        }),
    };
    let (code, woven) = woven.map_err(|error| match error {
        TransformError::Syntax(error) => not_parsed(from, &error),
        TransformError::Wrong(wrong) => Term::pair(Term::atom("error"), reports::unmet(&wrong)),
        TransformError::Woven(message) => error_of(
            "internal",
            [
                ("message", Term::from(&*message)),
                (
                    "advice",
                    Term::from("that is a bug of Spile, please report it with the source"),
                ),
            ],
        ),
    })?;
    Ok(ok_of(Term::map([
        ("code", code),
        ("sites", reports::sites(&woven.sites)),
        ("skipped", reports::skipped(&woven.skipped)),
        ("unmet", reports::unmets(&woven.unmet)),
    ])))
}

fn detected_patterns(names: &Term, parsed: &Parsed<'_>) -> Term {
    let names = names
        .as_list()
        .unwrap_or_default()
        .iter()
        .filter_map(Term::as_text);
    let found = names.filter_map(|name| {
        let ids = detected(&parsed.outlined.outline, name);
        (!ids.is_empty()).then(|| (Term::atom(name), texts(&ids)))
    });
    Term::Map(found.collect())
}

fn texts<T: AsRef<str>>(texts: &[T]) -> Term {
    Term::List(texts.iter().map(|text| Term::from(text.as_ref())).collect())
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

//! Parsing, also of what CPython takes and ruff's parser does not.
//!
//! ```text
//! raise; x()                 `raise` before a semicolon
//! a = 1; match = 2           a name that is also a soft keyword, after a semicolon
//! ```
//!
//! Such a word is given to the parser as a name of the same length: nothing moves, and the weaver does not look at it.

use ruff_python_ast::token::{Token, TokenKind};
use ruff_python_ast::{ModModule, PySourceType};
use ruff_python_parser::{
    Mode, ParseError, ParseOptions, Parsed, parse_module, parse_unchecked, parse_unchecked_source,
};
use ruff_text_size::Ranged;

/// Parses `source`, which need not be a program: [`checked`] tells.
pub(crate) fn parse(source: &str) -> Parsed<ModModule> {
    parse_unchecked_source(source, PySourceType::Python)
}

/// What was parsed of `source`, if it is a program.
pub(crate) fn checked(parsed: Parsed<ModModule>, source: &str) -> Result<Parsed<ModModule>, ParseError> {
    let Some(error) = parsed.errors().first().cloned() else {
        return Ok(parsed);
    };
    match as_names(source) {
        Some(source) => parse_module(&source).map_err(|_| error),
        None => Err(error),
    }
}

/// `source` with the words that need it made names; `None` when there are none.
fn as_names(source: &str) -> Option<String> {
    let parsed = parse_unchecked(source, ParseOptions::from(Mode::Module));
    let words: Vec<&Token> = parsed
        .tokens()
        .iter()
        .filter(|token| !matches!(token.kind(), TokenKind::Comment | TokenKind::NonLogicalNewline))
        .collect();
    let text = |token: &Token| &source[token.start().to_usize()..token.end().to_usize()];
    let mut names = source.to_owned();
    for pair in words.windows(2) {
        let (word, name) = match (pair[0].kind(), pair[1].kind()) {
            (TokenKind::Raise, TokenKind::Semi) => (pair[0], "raisE"),
            // No `match` statement can stand there. After an error, the parser may have found out itself.
            (TokenKind::Semi, TokenKind::Match | TokenKind::Name) if text(pair[1]) == "match" => {
                (pair[1], "matcH")
            }
            _ => continue,
        };
        names.replace_range(word.start().to_usize()..word.end().to_usize(), name);
    }
    (names != source).then_some(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_before_and_after_semicolons_are_taken_as_cpython_takes_them() {
        let check = |source: &str, is_program: bool| {
            assert_eq!(checked(parse(source), source).is_ok(), is_program, "{source}")
        };
        check("def f():\n    raise; x()\n    raise ; match = 2 # é\n", true);
        check("a = 1; match = 2\n", true);
        check("if a: b; match(c); raise;\n", true);
        check("a = 1; match a:\n    case 1: pass\n", false);
        check("raise; )\n", false);
    }
}

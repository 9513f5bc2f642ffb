//! How deep a source nests, before it is parsed: parser, walks and tree are recursive, and a stack that overflows would
//! end the process of the user.

use ruff_python_ast::ModModule;
use ruff_python_ast::token::TokenKind;
use ruff_python_parser::{Mode, Parsed, lexer};

/// Upper bounds of how deep a source nests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Nesting {
    /// Brackets inside brackets.
    pub(crate) brackets: usize,
    /// Levels of the syntax tree: blocks, and expressions inside expressions.
    pub(crate) levels: usize,
}

/// What is open: a bracket or a formatted string.
#[derive(Clone, Copy, Debug, Default)]
struct Open {
    /// How many levels the operators since it was opened, or since its last comma, can have made.
    levels: usize,
    /// Lambdas whose colon is still to come: their commas separate parameters.
    lambdas: usize,
    /// Whether it is a string, whose replacement fields are beside each other.
    is_string: bool,
}

impl Nesting {
    /// Reads the tokens of `source`, which need not be a program.
    pub(crate) fn of(source: &str) -> Self {
        let mut lexer = lexer::lex(source, Mode::Module);
        Self::of_tokens(|| lexer.next_token())
    }

    /// The same of tokens that were read already.
    pub(crate) fn of_parsed(parsed: &Parsed<ModModule>) -> Self {
        let mut kinds = parsed.tokens().iter().map(|token| token.kind());
        Self::of_tokens(|| kinds.next().unwrap_or(TokenKind::EndOfFile))
    }

    #[inline]
    fn of_tokens(mut next: impl FnMut() -> TokenKind) -> Self {
        let (mut deepest, mut blocks, mut brackets) = (Self::default(), 0usize, 0usize);
        // The levels of all that is open around `now`.
        let (mut outside, mut around, mut now) = (0usize, Vec::new(), Open::default());
        loop {
            match next() {
                TokenKind::EndOfFile => return deepest,
                TokenKind::Indent => blocks += 1,
                TokenKind::Dedent => blocks = blocks.saturating_sub(1),
                TokenKind::Newline | TokenKind::Semi => {
                    around.clear();
                    (outside, now, brackets) = (0, Open::default(), 0);
                }
                kind @ (TokenKind::Lpar
                | TokenKind::Lsqb
                | TokenKind::Lbrace
                | TokenKind::FStringStart
                | TokenKind::TStringStart) => {
                    let is_string = matches!(kind, TokenKind::FStringStart | TokenKind::TStringStart);
                    // Calls and subscripts make a chain; fields and adjacent strings do not.
                    match (is_string, now.is_string) {
                        (false, false) => now.levels += 1,
                        _ => now.levels = now.levels.max(1),
                    }
                    brackets += usize::from(!is_string);
                    outside += now.levels;
                    around.push(now);
                    now = Open {
                        is_string,
                        ..Open::default()
                    };
                }
                kind @ (TokenKind::Rpar
                | TokenKind::Rsqb
                | TokenKind::Rbrace
                | TokenKind::FStringEnd
                | TokenKind::TStringEnd) => {
                    let is_string = matches!(kind, TokenKind::FStringEnd | TokenKind::TStringEnd);
                    brackets -= usize::from(!is_string && brackets > 0);
                    if let Some(before) = around.pop() {
                        now = before;
                        outside -= now.levels;
                    }
                }
                TokenKind::Comma if now.lambdas == 0 => now.levels = 0,
                TokenKind::Colon => now.lambdas = now.lambdas.saturating_sub(1),
                TokenKind::Lambda => {
                    now.lambdas += 1;
                    now.levels += 1;
                }
                TokenKind::Plus
                | TokenKind::Minus
                | TokenKind::Star
                | TokenKind::DoubleStar
                | TokenKind::Slash
                | TokenKind::DoubleSlash
                | TokenKind::Percent
                | TokenKind::At
                | TokenKind::Vbar
                | TokenKind::Amper
                | TokenKind::CircumFlex
                | TokenKind::Tilde
                | TokenKind::LeftShift
                | TokenKind::RightShift
                | TokenKind::Dot
                | TokenKind::ColonEqual
                | TokenKind::Not
                | TokenKind::Await
                | TokenKind::Yield
                | TokenKind::If
                | TokenKind::Else => now.levels += 1,
                _ => {}
            }
            deepest.brackets = deepest.brackets.max(brackets);
            deepest.levels = deepest.levels.max(blocks + outside + now.levels);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, brackets: usize, levels: usize) {
        assert_eq!(Nesting::of(source), Nesting { brackets, levels }, "{source}");
    }

    #[test]
    fn what_is_inside_something_is_deeper_and_what_is_beside_is_not() {
        check("x = 1\n", 0, 0);
        check("x = [-1, -2, -3, (4), (5)]\n", 2, 2);
        check("x = - - -1\n", 0, 3);
        check("a + b + c; a + b\n", 0, 2);
        check("a.b(c)(d[-e])\n", 2, 5);
        check("x = ')' ')' '('  # ((((\n", 0, 0);
        check("lambda a, b: lambda c, d: 1, lambda: 2\n", 0, 2);
        check("if a:\n    if b:\n        f(c)\nf(c)\n", 1, 3);
        check("f'{a}{b}{c:{d}}' f'{e}'\n", 2, 3);
    }

    #[test]
    fn what_is_no_program_has_a_bound_as_well() {
        check(")]}((", 2, 2);
        check("f'{", 1, 2);
    }
}

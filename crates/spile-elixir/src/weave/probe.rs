//! The text of probes.

use std::fmt::Write;

/// The macros' module as an atom: a program may have an alias of its own for `Spile`.
const PROBE: &str = ":\"Elixir.Spile.Probe\"";

/// What stands before an expression that calls the macros.
pub(super) fn require() -> String {
    format!("require {PROBE}; ")
}

/// The start of a call of the macro `name` with a `do` block.
pub(super) fn open(name: &str, arguments: &str) -> String {
    format!("{}{PROBE}.{name}({arguments}) do ", require())
}

/// The start of the macro call around the pattern of argument `idx` of site `site_idx`.
pub(super) fn open_argument(site_idx: usize, idx: usize) -> String {
    format!("{PROBE}.argument({site_idx}, {idx}, ")
}

/// `text` as a string literal of Elixir, in ASCII, on one line.
pub(super) fn string(text: &str) -> String {
    let mut literal = String::with_capacity(text.len() + 2);
    literal.push('"');
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        match char {
            '"' | '\\' => {
                literal.push('\\');
                literal.push(char);
            }
            '#' if chars.peek() == Some(&'{') => literal.push_str("\\#"),
            '\n' => literal.push_str("\\n"),
            ' '..='~' => literal.push(char),
            _ => {
                let _ = write!(literal, "\\u{{{:x}}}", u32::from(char));
            }
        }
    }
    literal.push('"');
    literal
}

/// `name` as an atom literal of Elixir, in ASCII. It has quotes only where it needs them: Elixir warns of others.
pub(super) fn atom(name: &str) -> String {
    let is_plain = name.starts_with(|char: char| char.is_ascii_alphabetic() || char == '_')
        && name
            .strip_suffix(['?', '!'])
            .unwrap_or(name)
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if is_plain {
        format!(":{name}")
    } else {
        format!(":{}", string(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_are_ascii_and_on_one_line() {
        assert_eq!(string("a\"b\\#{c}\n# é"), r##""a\"b\\\#{c}\n# \u{e9}""##);
        assert_eq!(atom("ok"), ":ok");
        assert_eq!(atom("match?"), ":match?");
        assert_eq!(atom("Up!"), ":Up!");
        assert_eq!(atom("?!"), ":\"?!\"");
        assert_eq!(atom("a b"), ":\"a b\"");
        assert_eq!(atom("é?"), ":\"\\u{e9}?\"");
    }
}

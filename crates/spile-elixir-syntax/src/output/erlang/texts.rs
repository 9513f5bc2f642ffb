//! Atoms, strings, binaries and characters as Erlang writes them.

use crate::version::ElixirVersion;

/// Words that Erlang reserves and therefore quotes; the last two since OTP 27.
const RESERVED: [&str; 29] = [
    "after", "and", "andalso", "band", "begin", "bnot", "bor", "bsl", "bsr", "bxor", "case", "catch", "cond",
    "div", "end", "fun", "if", "let", "not", "of", "or", "orelse", "receive", "rem", "try", "when", "xor",
    "maybe", "else",
];

/// The Erlang/OTP that a version of Elixir is compared on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Otp {
    Otp25,
    Otp27,
    Otp29,
}

impl From<ElixirVersion> for Otp {
    fn from(version: ElixirVersion) -> Otp {
        if version < ElixirVersion::V1_18 {
            Otp::Otp25
        } else if version < ElixirVersion::V1_20 {
            Otp::Otp27
        } else {
            Otp::Otp29
        }
    }
}

pub(crate) fn atom(name: &[u8], otp: Otp) -> String {
    let reserved = if otp < Otp::Otp27 {
        &RESERVED[..27]
    } else {
        &RESERVED[..]
    };
    let text = String::from_utf8_lossy(name);
    let mut chars = text.chars();
    let plain = chars
        .next()
        .is_some_and(|first| first.is_ascii_lowercase() || matches!(first, 'ß'..='ö' | 'ø'..='ÿ'))
        && chars.all(|char| {
            char.is_ascii_alphanumeric() || matches!(char, '_' | '@' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ÿ')
        })
        && !reserved.contains(&&*text);
    if plain {
        text.into_owned()
    } else {
        format!("'{}'", escaped(&text, '\''))
    }
}

/// The code point as `~DIGITS.16.0B` of Erlang's `io_lib:format/2`: only stars when it has more digits.
pub(crate) fn hex(char: char, digits: usize) -> String {
    let text = format!("{:0digits$X}", char as u32);
    if text.len() > digits {
        return "*".repeat(digits);
    }
    text
}

/// A list of printable characters that is not empty.
pub(super) fn string(text: &str) -> String {
    format!("\"{}\"", escaped(text, '"'))
}

/// A binary as text; none when it is shown as numbers. Elixir starts Erlang so that no character beyond Latin-1 counts as
/// printable.
pub(super) fn binary(bytes: &[u8], otp: Otp) -> Option<String> {
    if bytes.is_empty() {
        return Some("<<>>".into());
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => {
            let hint = if text.is_ascii() { "" } else { "/utf8" };
            let is_text = text.chars().all(printable);
            is_text.then(|| format!("<<\"{}\"{hint}>>", escaped(text, '"')))
        }
        // What is no UTF-8 may still be Latin-1; since OTP 28 not when what is UTF-8 before it cannot be printed.
        Err(error) => {
            let begin = if otp < Otp::Otp29 { 0 } else { error.valid_up_to() };
            let begin = std::str::from_utf8(&bytes[..begin]).unwrap_or_default();
            let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
            let is_text = begin.chars().chain(text.chars()).all(printable);
            is_text.then(|| format!("<<\"{}\">>", escaped(&text, '"')))
        }
    }
}

pub(super) fn printable(char: char) -> bool {
    matches!(char, ' '..='~' | '\u{A0}'..='\u{FF}' | '\n' | '\r' | '\t' | '\u{0B}' | '\u{08}' | '\u{0C}' | '\u{1B}')
}

/// A character token: `$a`.
pub(crate) fn char_token(code: u32) -> String {
    match char::from_u32(code) {
        Some(' ') => "$\\s".into(),
        Some(char) => format!("${}", escaped(char.encode_utf8(&mut [0; 4]), '\u{0}')),
        None => format!("$\\x{{{code:X}}}"),
    }
}

fn escaped(text: &str, quote: char) -> String {
    let mut out = String::new();
    for char in text.chars() {
        match char {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            '\u{0B}' => out.push_str("\\v"),
            '\u{08}' => out.push_str("\\b"),
            '\u{0C}' => out.push_str("\\f"),
            '\u{1B}' => out.push_str("\\e"),
            '\u{7F}' => out.push_str("\\d"),
            char if char == quote => {
                out.push('\\');
                out.push(char);
            }
            char if (char as u32) < 0x20 || ('\u{7F}'..'\u{A0}').contains(&char) => {
                let code = char as u32;
                out.push_str(&format!("\\{:03o}", code));
            }
            char => out.push(char),
        }
    }
    out
}

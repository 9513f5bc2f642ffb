//! Terms as Erlang prints them, for the tokens that its parser quotes in errors.

/// Words that Erlang reserves and therefore quotes; the last two since OTP 27.
const RESERVED: [&str; 29] = [
    "after", "and", "andalso", "band", "begin", "bnot", "bor", "bsl", "bsr", "bxor", "case", "catch", "cond",
    "div", "end", "fun", "if", "let", "not", "of", "or", "orelse", "receive", "rem", "try", "when", "xor",
    "maybe", "else",
];

pub(crate) fn atom(name: &[u8], newer: bool) -> String {
    let reserved = if newer { &RESERVED[..] } else { &RESERVED[..27] };
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

/// A list of characters.
pub(crate) fn string(text: &str) -> String {
    if text.is_empty() {
        return "[]".into();
    }
    format!("\"{}\"", escaped(text, '"'))
}

/// A binary; as text when it can be.
pub(crate) fn binary(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok("") => "<<>>".into(),
        Ok(text) if text.chars().all(printable) => {
            let hint = if text.chars().any(|char| char as u32 > 255) {
                "/utf8"
            } else {
                ""
            };
            format!("<<\"{}\"{hint}>>", escaped(text, '"'))
        }
        _ => {
            let bytes: Vec<String> = bytes.iter().map(u8::to_string).collect();
            format!("<<{}>>", bytes.join(","))
        }
    }
}

fn printable(char: char) -> bool {
    matches!(char, ' '..='~' | '\u{A0}'.. | '\n' | '\r' | '\t' | '\u{0B}' | '\u{08}' | '\u{0C}' | '\u{1B}')
}

/// A character token: `$a`.
pub(crate) fn char_token(code: u32) -> String {
    match char::from_u32(code) {
        Some(char) if (char as u32) < 256 => match char {
            ' ' => "$\\s".into(),
            '\'' | '"' => format!("${char}"),
            char => format!("${}", escaped(&char.to_string(), '\u{0}')),
        },
        _ => format!("$\\x{{{code:X}}}"),
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

//! Places inside of a TOML string: escapes make its text shorter than what stands in the file.

use std::ops::Range;

/// Where the bytes `within` of the text of a string stand in the file. `token` is the string as the file has it, with its
/// quotes, and starts at `start` of the file. None if `token` is no string, or does not hold the range.
pub(crate) fn range_in_file(token: &str, start: usize, within: Range<usize>) -> Option<Range<usize>> {
    let pieces = pieces(token)?;
    let at = |offset: usize, is_end: bool| {
        // An end belongs to the piece before it, so that a range does not take in the escape that follows.
        let found = pieces.iter().find(|piece| {
            if is_end {
                piece.text.start < offset && offset <= piece.text.end
            } else {
                piece.text.start <= offset && offset < piece.text.end
            }
        })?;
        Some(if found.is_escape {
            if is_end {
                found.token.end
            } else {
                found.token.start
            }
        } else {
            found.token.start + (offset - found.text.start)
        })
    };
    let last = pieces.last().map_or(1, |piece| piece.token.end);
    let n_text = pieces.last().map_or(0, |piece| piece.text.end);
    if within.start > within.end || within.end > n_text {
        return None;
    }
    // What is expected behind the end points at the closing quotes.
    let from = at(within.start, false).unwrap_or(last);
    let to = if within.is_empty() {
        from
    } else {
        at(within.end, true)?
    };
    Some(start + from..start + to)
}

/// A run of bytes that the text and the token have alike, or an escape.
struct Piece {
    text: Range<usize>,
    token: Range<usize>,
    is_escape: bool,
}

fn pieces(token: &str) -> Option<Vec<Piece>> {
    let quote = token.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let is_long = token.len() >= 6 && token.starts_with(&quote.to_string().repeat(3));
    let n_quotes = if is_long { 3 } else { 1 };
    let body = token.get(n_quotes..token.len().checked_sub(n_quotes)?)?;
    let mut pieces = Vec::new();
    let mut n_text = 0;
    let mut at = 0;
    if is_long {
        // The first line break of a long string is not part of it.
        at = if body.starts_with("\r\n") {
            2
        } else {
            usize::from(body.starts_with('\n'))
        };
    }
    let mut push = |n_in_text: usize, token: Range<usize>, is_escape: bool| {
        if n_in_text > 0 {
            pieces.push(Piece {
                text: n_text..n_text + n_in_text,
                token: n_quotes + token.start..n_quotes + token.end,
                is_escape,
            });
            n_text += n_in_text;
        }
    };
    while at < body.len() {
        let rest = &body[at..];
        if quote == '"' && rest.starts_with('\\') {
            let (n_in_token, n_in_text) = escape(rest)?;
            push(n_in_text, at..at + n_in_token, true);
            at += n_in_token;
        } else {
            let end = match quote {
                '"' => rest.find('\\').unwrap_or(rest.len()),
                _ => rest.len(),
            };
            push(end, at..at + end, false);
            at += end;
        }
    }
    Some(pieces)
}

/// How long the escape that `rest` starts with is in the file, and in the text.
fn escape(rest: &str) -> Option<(usize, usize)> {
    let hex = |from: usize, n_digits: usize| {
        let digits = rest.get(from..from + n_digits)?;
        let c = char::from_u32(u32::from_str_radix(digits, 16).ok()?)?;
        Some((from + n_digits, c.len_utf8()))
    };
    match rest.as_bytes().get(1)? {
        b'x' => hex(2, 2),
        b'u' => hex(2, 4),
        b'U' => hex(2, 8),
        b'b' | b't' | b'n' | b'f' | b'r' | b'e' | b'"' | b'\\' => Some((2, 1)),
        // At the end of a line it takes away all white space that follows.
        _ => {
            let n_blank = rest[1..]
                .find(|c: char| !matches!(c, ' ' | '\t' | '\n' | '\r'))
                .unwrap_or(rest.len() - 1);
            (n_blank > 0).then_some((1 + n_blank, 0))
        }
    }
}

#[cfg(test)]
mod tests {
    use toml::de::{DeTable, DeValue};

    use super::*;

    /// The text of the string `token`, what `part` of it is in the file.
    #[track_caller]
    fn check(token: &str, part: &str, expect: &str) {
        let file = format!("a = {token}");
        let table = DeTable::parse(&file).unwrap();
        let (_, value) = table.get_ref().iter().next().unwrap();
        let DeValue::String(text) = value.get_ref() else {
            panic!("{token}")
        };
        let within = text.find(part).unwrap();
        let range = range_in_file(
            &file[value.span()],
            value.span().start,
            within..within + part.len(),
        );
        assert_eq!(&file[range.unwrap()], expect, "{token}");
    }

    #[test]
    fn places_in_plain_strings_are_shifted_by_the_quotes() {
        check(r#""kind(foo)""#, "foo", "foo");
        check("'kind(foo)'", "foo", "foo");
        check("'''kind(foo)'''", "foo", "foo");
        check("'''\nkind(foo)'''", "foo", "foo");
        check("\"\"\"\r\nkind(foo)\"\"\"", "foo", "foo");
    }

    #[test]
    fn escapes_are_longer_in_the_file() {
        check(r#""file(\"a.py\") and foo""#, "foo", "foo");
        check(r#""file(\"a.py\") and foo""#, "\"a.py\"", r#"\"a.py\""#);
        check(r#""\u00e4 foo \U0001F600 bar""#, "bar", "bar");
        check(r#""\u00e4\u00e4 foo""#, "ä foo", r"\u00e4 foo");
        check("\"\"\"a \\\n    foo and \\\n  bar\"\"\"", "bar", "bar");
        check("\"\"\"a \\\n    foo\"\"\"", "a foo", "a \\\n    foo");
        check(r#""\x41\e foo""#, "foo", "foo");
        check("'a\\u00e4 foo'", "foo", "foo");
    }

    #[test]
    fn behind_the_end_stands_the_quote() {
        assert_eq!(range_in_file("\"ab\"", 10, 2..2), Some(13..13));
        assert_eq!(range_in_file("\"\"", 10, 0..0), Some(11..11));
        assert_eq!(range_in_file("\"ab\"", 10, 2..3), None);
        assert_eq!(range_in_file("12", 10, 0..1), None);
    }
}

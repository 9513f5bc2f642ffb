//! Source files' encodings (PEP 263).

/// Decodes a source file as CPython does (PEP 263), for the encodings that need no codec of Python's.
pub fn decode(bytes: &[u8]) -> Option<String> {
    if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        // CPython drops the mark before it counts columns, and so do we.
        let text = || std::str::from_utf8(rest).ok().map(str::to_owned);
        return if contradicts_mark(bytes) { None } else { text() };
    }
    match coding_cookie(bytes).as_deref() {
        None | Some("utf-8" | "utf8" | "utf-8-unix") => std::str::from_utf8(bytes).ok().map(str::to_owned),
        Some("ascii" | "us-ascii") if bytes.is_ascii() => std::str::from_utf8(bytes).ok().map(str::to_owned),
        Some("latin-1" | "iso-8859-1" | "iso-latin-1" | "latin1") => {
            Some(bytes.iter().map(|&byte| byte as char).collect())
        }
        Some(_) => None,
    }
}

/// Whether a source starts with a byte order mark and names another encoding than the mark does. CPython refuses it, even
/// where it says `utf8`, which is the same codec by another name (`get_normal_name` in its tokenizer).
pub fn contradicts_mark(bytes: &[u8]) -> bool {
    bytes
        .strip_prefix(b"\xef\xbb\xbf")
        .and_then(coding_cookie)
        .is_some_and(|name| name != "utf-8" && !name.starts_with("utf-8-"))
}

/// The encoding that the first two lines name, in lower case and with hyphens (PEP 263, `get_coding_spec` in CPython's
/// tokenizer). The second counts only when the first is blank or a comment.
fn coding_cookie(bytes: &[u8]) -> Option<String> {
    let mut rest = bytes;
    for _ in 0..2 {
        let len = rest
            .iter()
            .position(|byte| matches!(byte, b'\n' | b'\r'))
            .unwrap_or(rest.len());
        let (line, after) = rest.split_at(len);
        rest = after
            .strip_prefix(b"\r\n")
            .or_else(|| after.get(1..))
            .unwrap_or_default();
        let start = line
            .iter()
            .position(|byte| !matches!(byte, b' ' | b'\t' | b'\x0c'));
        let Some(start) = start else { continue };
        if line[start] != b'#' {
            return None;
        }
        let comment = String::from_utf8_lossy(&line[start..]);
        for (at, word) in comment.match_indices("coding") {
            let Some(value) = comment[at + word.len()..].strip_prefix([':', '=']) else {
                continue;
            };
            let name: String = value
                .trim_start_matches([' ', '\t'])
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
                .collect();
            if !name.is_empty() {
                return Some(name.to_ascii_lowercase().replace('_', "-"));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookies_are_read_where_cpython_reads_them() {
        let check =
            |bytes: &[u8], expect: Option<&str>| assert_eq!(decode(bytes).as_deref(), expect, "{bytes:?}");
        check(b"\xef\xbb\xbfx", Some("x"));
        check("é".as_bytes(), Some("é"));
        check(
            b"# -*- coding: latin-1 -*-\n\xe9",
            Some("# -*- coding: latin-1 -*-\né"),
        );
        check(
            b"#!/bin/python\n# vim: fileencoding=iso_8859_1\n\xe9",
            Some("#!/bin/python\n# vim: fileencoding=iso_8859_1\né"),
        );
        check(b"x = 1\n# coding: latin-1\n\xe9", None);
        check(
            b"#\r\n# coding: latin-1\r\n\xe9",
            Some("#\r\n# coding: latin-1\r\né"),
        );
        check(b"#\n#\n# coding: latin-1\n\xe9", None);
        check(
            b"# encoding notes, coding: latin-1\n\xe9",
            Some("# encoding notes, coding: latin-1\né"),
        );
        check(b"\xef\xbb\xbf# coding: latin-1\n", None);
        check(b"\xef\xbb\xbf# coding: UTF_8\n", Some("# coding: UTF_8\n"));
        check(
            b"\xef\xbb\xbf# coding: utf-8-sig\n",
            Some("# coding: utf-8-sig\n"),
        );
        check(b"# coding: koi8-r\n", None);
        check(b"\xe9", None);
    }

    #[test]
    fn only_utf_8_with_its_hyphen_agrees_with_a_byte_order_mark() {
        for (cookie, contradicts) in [
            ("utf-8", false),
            ("Utf_8", false),
            ("utf-8-sig", false),
            ("utf8", true),
            ("U8", true),
            ("utf8-x", true),
            ("latin-1", true),
        ] {
            let line = format!("# coding: {cookie}\n");
            assert_eq!(
                contradicts_mark(format!("\u{feff}{line}").as_bytes()),
                contradicts,
                "{cookie}"
            );
            assert!(!contradicts_mark(line.as_bytes()), "{cookie}");
        }
        assert!(!contradicts_mark("\u{feff}x = 1\n".as_bytes()));
    }
}

//! Source files' encodings (PEP 263).

/// Decodes a source file as CPython does (PEP 263), for the encodings that need no codec of Python's.
pub fn decode(bytes: &[u8]) -> Option<String> {
    if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        // CPython drops the mark before it counts columns, and so do we.
        return std::str::from_utf8(rest).ok().map(str::to_owned);
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

/// The encoding that the first two lines name, in lower case and with hyphens (PEP 263).
fn coding_cookie(bytes: &[u8]) -> Option<String> {
    for line in bytes.split(|byte| matches!(byte, b'\n' | b'\r')).take(3) {
        let start = line
            .iter()
            .position(|byte| !matches!(byte, b' ' | b'\t' | b'\x0c'));
        let Some(start) = start else { continue };
        if line[start] != b'#' {
            return None;
        }
        let comment = String::from_utf8_lossy(&line[start..]);
        let Some(at) = comment.find("coding") else {
            continue;
        };
        let rest = &comment[at + "coding".len()..];
        if let Some(rest) = rest.strip_prefix([':', '=']) {
            let name: String = rest
                .trim_start_matches([' ', '\t'])
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
                .collect();
            return Some(name.to_ascii_lowercase().replace('_', "-"));
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
        check(b"# coding: koi8-r\n", None);
        check(b"\xe9", None);
    }
}

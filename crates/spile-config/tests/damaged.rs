//! Damaged files give errors whose places are in the file, and never a panic.

mod words;

use std::path::Path;

use spile_config::{EXAMPLE, Layout, parse};

/// xorshift64 (Marsaglia 2003).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound as u64) as usize
    }
}

const OTHER: &str = "[tool.spile]\nversion = 1\ntargets = [\"file(\\\"\\u00e4/**\\\") and kind(method)\", '''\nshop.**''']\n\
    patterns.a = \"\"\"has(code(\\\"f($X)\\\")) \\\n   or pattern(b)\"\"\"\npatterns.b = { selector = 'not pattern(a)', summary = '' }\n\
    [tool.spile.actions]\nx = { action = 'y' }\ny = { action = 'x', bodies = true }\n\
    [[tool.spile.rules]]\nname = 'n'\ntarget = ['a#b', \"arity(>= 2)\"]\nactions = ['x']\nrecord = false\n\
    [[tool.spile.rules]]\nname = 'n'\ntarget = 'line(1-2)'\n[tool.spile.run]\nlimit = 0x10\nkeep = 1_000\nconsole = true\n";

const PIECES: [&[u8]; 24] = [
    b"\"",
    b"'",
    b"\"\"\"",
    b"\\",
    b"\\u00e4",
    b"\\U0001F600",
    b"\r\n",
    b"\n",
    b"\xff",
    b"\xef\xbb\xbf",
    "ä😀".as_bytes(),
    b"[",
    b"]",
    b"{",
    b"}",
    b"=",
    b".",
    b"(",
    b")",
    b" and ",
    b"pattern(a)",
    b"\t",
    b"\0",
    b"#",
];

#[test]
fn places_of_errors_are_in_the_file() {
    let vocabulary = words::vocabulary();
    let mut random = Random(0x5eed_5911_e000_0001);
    let (mut n_errors, mut n_within) = (0, 0);
    for round in 0..4_000 {
        let (text, layout) = if round % 2 == 0 {
            (EXAMPLE, Layout::Own)
        } else {
            (OTHER, Layout::Pyproject)
        };
        let mut bytes = text.as_bytes().to_vec();
        for _ in 0..=random.below(3) {
            let at = random.below(bytes.len() + 1);
            match random.below(3) {
                0 => drop(bytes.splice(at..at, PIECES[random.below(PIECES.len())].iter().copied())),
                1 => drop(bytes.drain(at..(at + random.below(8)).min(bytes.len()))),
                _ => {
                    let piece = PIECES[random.below(PIECES.len())];
                    let end = (at + piece.len()).min(bytes.len());
                    drop(bytes.splice(at..end, piece.iter().copied()));
                }
            }
        }
        let Err(error) = parse(Path::new("f"), None, &bytes, layout, &vocabulary) else {
            continue;
        };
        n_errors += 1;
        let text = String::from_utf8_lossy(&bytes);
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let shown = error.to_string();
        assert!(shown.contains("--> f"), "{shown}");
        for problem in error.problems() {
            for span in problem.span().into_iter().chain(problem.second_span()) {
                assert!(
                    span.start <= span.end && text.is_char_boundary(span.start),
                    "{span:?} {text:?}"
                );
                assert!(
                    span.end <= text.len() && text.is_char_boundary(span.end),
                    "{span:?} {text:?}"
                );
                n_within += 1;
            }
        }
    }
    assert!(n_errors > 2_000 && n_within >= n_errors, "{n_errors} {n_within}");
}

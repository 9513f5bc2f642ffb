//! Broken files from whole ones.

use crate::random::Random;

/// Pieces that matter to a tokenizer of Python.
pub const PIECES: &[&str] = &[
    "\n",
    "\r",
    "\r\n",
    "\\\n",
    "\\",
    "\x0c",
    "\t",
    " ",
    "    ",
    ";",
    ":",
    ",",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "'",
    "\"",
    "'''",
    "\"\"\"",
    "f'{",
    "}'",
    "#",
    "\u{feff}",
    "é",
    "\u{2028}",
    "\u{a0}",
    "\0",
    "def f(): ",
    "async ",
    "await ",
    "lambda: ",
    "yield ",
    "return ",
    "return",
    "else:",
    "finally:",
    "except* E:",
    "try:",
    "case _:",
    "match x:",
    "@x\n",
    "*",
    "**",
    "=",
    ":=",
    "->",
    "0 in b'spile:0'",
    "spile:",
    "global x",
    "\x1a",
    "if x: ",
    "pass",
    "break",
    "t'{x}'",
    "rb'",
    "f'''{x",
    "!r",
];

/// `text` with some random changes, in which `pieces` may be put.
pub fn mutated(text: &str, pieces: &[&str], random: &mut Random) -> String {
    let mut text = text.to_owned();
    for _ in 0..=random.below(6) {
        let from = place(&text, random);
        match random.below(6) {
            0 | 1 => text.insert_str(from, random.pick(pieces)),
            2 => {
                let to = boundary(&text, from + 1 + random.below(8));
                text.replace_range(from..to, "");
            }
            3 => {
                let to = boundary(&text, from + random.below(200));
                let piece = text[from..to].to_owned();
                let at = place(&text, random);
                text.insert_str(at, &piece);
            }
            4 => {
                let to = boundary(&text, from + 1);
                text.replace_range(from..to, random.pick(pieces));
            }
            _ => {
                // A line is moved in or out.
                let line = text[..from].rfind('\n').map_or(0, |at| at + 1);
                if random.once_in(2) {
                    text.insert_str(line, random.pick(&[" ", "    ", "\t"]));
                } else if text[line..].starts_with([' ', '\t']) {
                    text.remove(line);
                }
            }
        }
    }
    text
}

fn place(text: &str, random: &mut Random) -> usize {
    boundary(text, random.below(text.len() + 1))
}

/// The next boundary of a character.
fn boundary(text: &str, mut at: usize) -> usize {
    while at < text.len() && !text.is_char_boundary(at) {
        at += 1;
    }
    at.min(text.len())
}

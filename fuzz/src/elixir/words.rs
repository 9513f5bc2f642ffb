//! Words of Elixir, for random sequences of them; the oracle of `xtask` uses them too.

pub(crate) const WORDS: &[&str] = &[
    "a",
    "b",
    "foo",
    "foo(",
    "foo.bar",
    ".",
    ".(",
    ".{",
    "A",
    "A.B",
    "foo[",
    ":a",
    ":\"a b\"",
    "1",
    "2.5",
    "?a",
    "\"s\"",
    "'c'",
    "\"i#{",
    "}\"",
    "~s(x)",
    "a:",
    "do:",
    "\"k\":",
    "\"k#{1}\":",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "<<",
    ">>",
    "%{",
    "%A{",
    "%",
    "|",
    ",",
    ",",
    ";",
    "\n",
    "\n",
    "fn",
    "->",
    "->",
    "do",
    "end",
    "end",
    "else",
    "after",
    "rescue",
    "when",
    "and",
    "or",
    "not",
    "in",
    "not in",
    "+",
    "-",
    " -",
    " +",
    "++",
    "--",
    "..",
    "//",
    "...",
    "*",
    "/",
    "**",
    "=",
    "==",
    "<",
    "<-",
    "\\\\",
    "::",
    "=>",
    "=>",
    "&",
    "&1",
    "@",
    "!",
    "^",
    "|>",
    "<>",
    "&&",
    "||",
    "^^^",
    "~~~",
    "true",
    "nil",
    "unquote_splicing(a)",
    "#c\n",
    "()",
    "( ",
    " (",
    "[]",
    "{}",
    "..//",
];

/// `count` words that `next` chooses (it gives a number below its argument), with what they open closed again.
pub(crate) fn sequence(count: usize, mut next: impl FnMut(usize) -> usize) -> String {
    let mut text = String::new();
    let mut open: Vec<&str> = Vec::new();
    for _ in 0..count {
        let word = WORDS[next(WORDS.len())];
        match word.as_bytes() {
            [.., b'('] => open.push(")"),
            [.., b'['] => open.push("]"),
            b"\"i#{" => open.push("}\""),
            [.., b'{'] => open.push("}"),
            b"<<" => open.push(">>"),
            b"fn" | b"do" => open.push("end"),
            b")" | b"]" | b"}" | b">>" | b"end" | b"}\"" => match open.pop() {
                Some(close) => {
                    text.push_str(close);
                    text.push(' ');
                    continue;
                }
                None => continue,
            },
            _ => {}
        }
        text.push_str(word);
        if next(3) > 0 {
            text.push(' ');
        }
    }
    while let Some(close) = open.pop() {
        text.push(' ');
        text.push_str(close);
    }
    text
}

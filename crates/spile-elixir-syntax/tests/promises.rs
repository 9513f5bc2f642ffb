//! What holds for every input.

use spile_elixir_syntax::{ElixirVersion, MAX_NESTING, Options, parse};

/// On a stack as small as parsing promises to be content with.
fn with_stack(work: impl FnOnce() + Send + 'static) {
    std::thread::Builder::new()
        .stack_size(if cfg!(debug_assertions) {
            2 << 20
        } else {
            256 << 10
        })
        .spawn(work)
        .unwrap()
        .join()
        .unwrap();
}

fn message(source: &str) -> String {
    match parse(source, &Options::default()) {
        Ok(_) => "accepted".into(),
        Err(error) => error.message(),
    }
}

#[test]
fn deep_nesting_is_a_clear_error() {
    with_stack(|| {
        let told = format!("nested deeper than {MAX_NESTING} levels, which Spile does not read");
        for (open, close) in [
            ("(", ")"),
            ("[", "]"),
            ("{", "}"),
            ("%{a: ", "}"),
            ("f(", ")"),
            ("fn -> ", " end"),
            ("\"#{", "}\""),
            ("f a do ", " end"),
            ("a[", "]"),
        ] {
            let deep = format!("{}x{}", open.repeat(100_000), close.repeat(100_000));
            assert_eq!(message(&deep), told, "{open}");
            let shallow = format!("{}x{}", open.repeat(240), close.repeat(240));
            assert_eq!(message(&shallow), "accepted", "{open}");
        }
        assert_eq!(message(&"f ".repeat(100_000)), told);
    });
}

/// Elixir reads strings by grapheme clusters, and such a letter forms one with the quote behind it.
#[test]
fn a_letter_that_joins_what_is_behind_it_is_printed_so_that_it_can_be_read_back() {
    for letter in ['\u{0D4E}', '\u{111C2}', '\u{1193F}', '\u{11A84}'] {
        for version in ElixirVersion::ALL {
            let options = Options {
                version,
                token_metadata: false,
            };
            let source = format!(":\"{letter}\\\"\"");
            let printed = match parse(&source, &options) {
                Ok(ast) => ast.to_quoted(),
                Err(error) => error.to_quoted(),
            };
            assert!(!printed.contains(letter), "{printed}");
            assert!(parse(&printed, &options).is_ok(), "{printed}");
        }
    }
}

#[test]
fn chains_are_not_nesting() {
    for link in ["a + ", "a ++ ", "a |> ", "a.", "!", "a = ", "a :: "] {
        let chain = format!("{}b", link.repeat(50_000));
        let ast = parse(&chain, &Options::default()).unwrap_or_else(|error| panic!("{link}: {error}"));
        assert!(ast.to_quoted().len() > 50_000);
        assert!(ast.to_etf().len() > 50_000);
        assert!(ast.to_json().len() > 50_000);
    }
}

#[test]
fn nothing_at_the_end_of_a_source_panics() {
    with_stack(|| {
        let pieces = [
            "",
            "a",
            "\"",
            "'",
            "~",
            "~s",
            "~s(",
            "?",
            "?\\",
            ":",
            ":\"",
            "\\",
            "\r",
            "\"\"\"",
            "\"\"\"\n",
            "#",
            "#{",
            "\"#{",
            "%",
            "%{",
            "&",
            ".",
            "..",
            "...",
            "0x",
            "1.",
            "1.0e",
            "1_",
            "a:",
            "do",
            "fn",
            "@",
            "é",
            "→",
            "<<<<<<<",
            "\u{202A}",
            "\"\u{202A}",
        ];
        for version in ElixirVersion::ALL {
            let options = Options {
                version,
                token_metadata: true,
            };
            for first in pieces {
                for second in pieces {
                    for third in ["", " ", "\n", "a"] {
                        let _ =
                            parse(&format!("{first}{third}{second}"), &options).map(|ast| ast.to_quoted());
                    }
                }
            }
        }
    });
}

#[test]
fn versions_differ_where_elixir_does() {
    let quoted = |source: &str, version| {
        let options = Options {
            version,
            token_metadata: false,
        };
        parse(source, &options).map_or_else(|error| error.to_string(), |ast| ast.to_quoted())
    };
    let (old, new) = (ElixirVersion::V1_14, ElixirVersion::V1_20);
    assert_eq!(quoted("", old), "{:__block__, [], []}");
    assert_eq!(quoted("", new), "{:__block__, [line: 1, column: 1], []}");
    assert_eq!(quoted("a -(b)", old).matches("ambiguous_op").count(), 0);
    assert_eq!(quoted("a -(b)", new).matches("ambiguous_op").count(), 1);
    assert!(quoted("~AB(c)", old).contains("invalid sigil delimiter"));
    assert!(quoted("~AB(c)", new).starts_with("{:sigil_AB"));
}

//! Rejected sources, with Elixir's own words. Each was compared with what Elixir says.

use spile_elixir_syntax::{ElixirVersion, Options, parse};

/// Line, column and the beginning of the message, as that version tells them.
#[track_caller]
fn check(source: &str, version: ElixirVersion, expected: &str) {
    let options = Options {
        version,
        token_metadata: false,
    };
    let found = match parse(source, &options) {
        Ok(ast) => ast.to_quoted(),
        Err(error) => error.to_string(),
    };
    assert!(found.starts_with(expected), "{source} in {version}: {found}");
}

const AFTER_KEYWORDS: &str =
    "1:6: unexpected expression after keyword list. Keyword lists must always come last";

#[test]
fn a_brace_ends_an_expression_that_follows_keywords_since_1_17() {
    for source in [
        "[a: 1, b{:: 2}]",
        "[a: 1, b {:: 2}]",
        "[a: 1, b + c{:: 2}]",
        "[a: 1, b.c{:: 2}]",
    ] {
        check(
            source,
            ElixirVersion::V1_16,
            &format!("1:{}: syntax error before: '::'", source.find("::").unwrap() + 1),
        );
        check(source, ElixirVersion::V1_17, AFTER_KEYWORDS);
    }
    // Within other delimiters it is an argument as everywhere.
    check(
        "[a: 1, b(c{:: 2})]",
        ElixirVersion::V1_20,
        "1:12: syntax error before: '::'",
    );
    check(
        "[a: 1, b[c{:: 2}]]",
        ElixirVersion::V1_20,
        "1:12: syntax error before: '::'",
    );
    check(
        "[a: 1, b c: d{:: 2}]",
        ElixirVersion::V1_20,
        "1:15: syntax error before: '::'",
    );
}

#[test]
fn behind_keywords_calls_without_parentheses_have_one_argument_each() {
    for version in ElixirVersion::ALL {
        for source in [
            "[a: 1, c d 1 2]",
            "[a: 1, c d 1, 2]",
            "[a: 1, x.c x.d 1 2]",
            "[a: 1, c -d ?x 2]",
        ] {
            check(source, version, AFTER_KEYWORDS);
        }
        // Elsewhere the second number is what is told.
        check("[c d 1 2]", version, "1:8: syntax error before: \"2\"");
        check("%n a o, e", version, "1:7: syntax error before: ','");
        check("%a.b c d, e{}", version, "1:9: syntax error before: ','");
    }
}

#[test]
fn a_call_cannot_name_a_struct_and_says_so_at_its_brace_since_1_17() {
    check("%a b{1}", ElixirVersion::V1_16, "1:7: syntax error before: ");
    check(
        "%a b{1 2}",
        ElixirVersion::V1_16,
        "1:8: syntax error before: \"2\"",
    );
    check("%a b{1}", ElixirVersion::V1_17, "1:5: syntax error before: '{'");
    check(
        "%a b(c{::})",
        ElixirVersion::V1_20,
        "1:8: syntax error before: '::'",
    );
}

#[test]
fn what_looks_like_a_name_is_proposed() {
    let mixed = "1:5: invalid mixed-script identifier found: аdmin\n\nMixed-script identifiers are not supported for security reasons. 'аdmin' is made of the following scripts:\n\n  \\u0430 а {Cyrillic}\n  \\u0064 d {Latin}\n  \\u006D m {Latin}\n  \\u0069 i {Latin}\n  \\u006E n {Latin}\n\nCharacters in identifiers from different scripts must be separated by underscore (_).\nCodepoint failed identifier tokenization, but a simpler form was found.\n\nGot:\n\n    \"аdmin\" (code points 0x00430 0x00064 0x0006D 0x00069 0x0006E)\n\nHint: You could write the above in a similar way that is accepted by Elixir:\n\n    \"admin\"";
    check("аdmin = 1", ElixirVersion::V1_20, mixed);
    let compatible = "1:2: unexpected token: Elixir expects unquoted Unicode atoms, variables, and calls to use allowed codepoints and to be in NFC form.";
    check("hℌ", ElixirVersion::V1_20, compatible);
    let similar = "1:2: unexpected token: Codepoint failed identifier tokenization, but a simpler form was found.\n\nGot:\n\n    \"a“\" (code points 0x00061 0x0201C)\n\nHint: You could write the above in a similar way that is accepted by Elixir:\n\n    \"a\" (code points 0x00061)";
    check("a“b”", ElixirVersion::V1_14, similar);
    check(
        "x = “b”",
        ElixirVersion::V1_14,
        "1:5: unexpected token: \"“\" (column 5, code point U+201C)",
    );
    check(
        "a→b",
        ElixirVersion::V1_20,
        "1:2: unexpected token: \"→\" (column 2, code point U+2192)",
    );
}

#[test]
fn code_points_of_more_than_four_digits_are_stars_as_in_elixir() {
    check(
        "a = 🙂",
        ElixirVersion::V1_14,
        "1:5: unexpected token: \"🙂\" (column 5, code point U+****)",
    );
    check(
        "a = 🙂",
        ElixirVersion::V1_20,
        "1:5: unexpected token: \"🙂\" (column 5, code point U+****)",
    );
}

#[test]
fn charlists_and_atoms_are_text() {
    for version in ElixirVersion::ALL {
        check(
            r"'a\xFFb'",
            version,
            "1:1: invalid encoding starting at <<255, 98>>'",
        );
        check(
            "x = '''\na\\xC3\n'''",
            version,
            "1:5: invalid encoding starting at <<195, 10>>'",
        );
        check(
            r"'\xC3'",
            version,
            "1:1: incomplete encoding starting at <<195>>'",
        );
        check(r"'\xC3\xA9'", version, "[233]");
        check(
            r":'a\xFF'",
            version,
            "1:1: invalid encoding in atom: invalid encoding starting at <<255>>",
        );
        let long = format!("'{}'", r"\xFF".repeat(51));
        let shown = format!("1:1: invalid encoding starting at <<{}...>>'", "255, ".repeat(50));
        check(&long, version, &shown);
    }
}

#[test]
fn latin_is_the_first_of_the_scripts_of_a_character() {
    let found = "1:1: invalid mixed-script identifier found: a@\u{301}\u{663}\n\nMixed-script identifiers are not supported for security reasons. 'a@\u{301}\u{663}' is made of the following scripts:\n\n  \\u0061 a {Latin}\n  \\u0040 @\n  \\u0301 \u{301} {Latin,Cherokee,Cyrillic,Greek,Osage,Sunuwar,Tai_Le,Todhri}\n";
    check("a@\u{301}\u{663}", ElixirVersion::V1_20, found);
}

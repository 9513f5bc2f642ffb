//! What is said about a file as a whole: bytes that are no TOML, where a `pyproject.toml` has its table, very many errors.

mod said;
mod words;

use std::path::Path;

use said::{check, check_bytes};
use spile_config::ProblemKind::*;
use spile_config::{Layout, parse};

#[test]
fn what_is_not_toml_is_shown() {
    check(
        "[run]\nlimit = \n",
        &[Syntax],
        r#"
error: this is not TOML: string values must be quoted, expected literal string
 --> spile.toml:2:9
  |
2 | limit = 
  |         ^"#,
    );
    check(
        "[run]\nlimit = 1\nkeep = 2\nlimit = 3\n",
        &[Duplicate],
        r#"
error: `limit` is there twice
 --> spile.toml:4:1
  |
2 | limit = 1
  | ----- first here
3 | keep = 2
4 | limit = 3
  | ^^^^^ again here
  |
  = help: leave one of them out"#,
    );
}

#[test]
fn byte_order_marks_and_line_ends_do_not_shift_the_place() {
    check_bytes(
        "\u{feff}version = 1\r\n[run]\r\nlimt = \"ä\"\r\n".as_bytes(),
        Layout::Own,
        &[UnknownKey],
        r#"
error: there is no key `limt` in [run]
 --> spile.toml:3:1
  |
3 | limt = "ä"
  | ^^^^
  |
  = help: did you mean `limit`?"#,
    );
    check_bytes(
        "\u{feff}vresion = 1\r\n".as_bytes(),
        Layout::Own,
        &[UnknownKey],
        r#"
error: there is no key `vresion` at the top of the configuration
 --> spile.toml:1:1
  |
1 | vresion = 1
  | ^^^^^^^
  |
  = help: did you mean `version`?"#,
    );
}

#[test]
fn bytes_that_are_no_text_are_shown() {
    check_bytes(
        b"version = 1\n# caf\xe9\n",
        Layout::Own,
        &[NotUtf8],
        "
error: the file is not UTF-8
 --> spile.toml:2:6
  |
2 | # caf\u{fffd}
  |      ^ the byte 0xe9 is no part of a UTF-8 text here
  |
  = help: save the file as UTF-8",
    );
    check_bytes(
        b"\xef\xbb\xbf\xff\xfe",
        Layout::Own,
        &[NotUtf8],
        "
error: the file is not UTF-8
 --> spile.toml:1:1
  |
1 | \u{fffd}\u{fffd}
  | ^ the byte 0xff is no part of a UTF-8 text here
  |
  = help: save the file as UTF-8",
    );
}

#[test]
fn in_a_pyproject_only_the_own_table_counts() {
    let text = "[project]\nname = \"shop\"\n[tool.other]\nlimt = 1\n[tool.spile]\ntargets = \"a..b\"\n[tool.spile.run]\nlimt = 1\n";
    check_bytes(
        text.as_bytes(),
        Layout::Pyproject,
        &[Selector, UnknownKey],
        r#"
error: "a..b" is not a module glob such as `shop.cart` or `shop.**`: a segment of it is empty
 --> pyproject.toml:6:12
  |
6 | targets = "a..b"
  |            ^^^^

error: there is no key `limt` in [run]
 --> pyproject.toml:8:1
  |
8 | limt = 1
  | ^^^^
  |
  = help: did you mean `limit`?"#,
    );
}

#[test]
fn the_layout_of_a_pyproject_elsewhere_is_told() {
    check(
        "[tool.spile]\ntargets = \"a\"\n",
        &[UnknownKey],
        r#"
error: there is no key `tool` at the top of the configuration
 --> spile.toml:1:2
  |
1 | [tool.spile]
  |  ^^^^
  |
  = help: keys below `[tool.spile]` are read from files called pyproject.toml; elsewhere they stand at the top"#,
    );
}

#[test]
fn of_very_many_errors_some_are_shown() {
    let text: String = (0..30_000).map(|at| format!("key{at} = 1\n")).collect();
    let error = parse(
        Path::new("f"),
        None,
        text.as_bytes(),
        Layout::Own,
        &words::vocabulary(),
    )
    .unwrap_err();
    assert_eq!(error.problems().len(), 30_000);
    let shown = error.to_string();
    assert!(shown.ends_with("\n\nand 29980 errors more"), "{shown}");
    assert_eq!(shown.matches("error: there is no key").count(), 20);
}

//! What is said about a configuration that is wrong.

#![allow(dead_code, reason = "each test uses what it needs")]

use std::path::Path;

use spile_config::{Layout, ProblemKind, parse};

use crate::words;

/// What is said about `text`, a `spile.toml` that is wrong in these ways.
#[track_caller]
pub fn check(text: &str, kinds: &[ProblemKind], expect: &str) {
    check_bytes(text.as_bytes(), Layout::Own, kinds, expect);
}

#[track_caller]
pub fn check_bytes(bytes: &[u8], layout: Layout, kinds: &[ProblemKind], expect: &str) {
    let name = match layout {
        Layout::Own => "spile.toml",
        Layout::Pyproject => "pyproject.toml",
    };
    let error = parse(Path::new(name), None, bytes, layout, &words::vocabulary()).unwrap_err();
    let said = error.to_string();
    let expect = expect.trim_matches('\n');
    assert!(
        said == expect,
        "this was said:\n{said}\n\nand this was expected:\n{expect}\n"
    );
    let found: Vec<ProblemKind> = error.problems().iter().map(|problem| problem.kind()).collect();
    assert_eq!(found, kinds);
}

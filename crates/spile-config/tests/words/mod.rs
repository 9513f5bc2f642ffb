//! A language with a few words.

#![allow(dead_code, reason = "each test uses what it needs")]

use spile_config::Vocabulary;
use spile_core::{CodePattern, Language, NodeIdx, Outline, Pattern, Patterns, Role, SyntaxBuilder};
use spile_source::{ByteOffset, ByteRange};

const GENERATORS: Pattern = Pattern {
    name: "generators",
    summary: "functions that yield",
    words: &["yield"],
    find: |_: &Outline| Vec::<NodeIdx>::new(),
};

fn code_pattern(code: &str) -> Result<CodePattern, String> {
    if code.matches('(').count() != code.matches(')').count() {
        return Err("a parenthesis is never closed".into());
    }
    let mut syntax = SyntaxBuilder::default();
    let nothing = ByteRange::new(ByteOffset::new(0), ByteOffset::new(0));
    let root = syntax.leaf("name", Role::Expression, nothing, code);
    Ok(CodePattern::new(syntax.finish(), root))
}

pub fn language() -> Language<'static> {
    Language {
        kinds: &["function", "method", "generator", "class", "module", "lambda"],
        code_pattern: &code_pattern,
    }
}

pub fn patterns() -> Patterns {
    Patterns::new(&[&GENERATORS])
}

pub fn vocabulary() -> Vocabulary {
    Vocabulary::new(patterns(), language())
}

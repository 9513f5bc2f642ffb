//! What `kind(...)` can say of Elixir.

/// Labels of definitions, kinds of statements and expressions.
pub(crate) const KINDS: &[&str] = &[
    // Definitions.
    "file",
    "module",
    "protocol",
    "implementation",
    "function",
    "macro",
    "guard",
    "delegate",
    "head",
    "lambda",
    "fn",
    // Statements and expressions.
    "access",
    "alias",
    "atom",
    "attribute",
    "binary",
    "block",
    "call",
    "capture",
    "case",
    "cond",
    "float",
    "for",
    "if",
    "import",
    "integer",
    "interpolation",
    "list",
    "map",
    "match",
    "module_attribute",
    "name",
    "operator",
    "pipe",
    "quote",
    "receive",
    "require",
    "sigil",
    "string",
    "struct",
    "super",
    "try",
    "tuple",
    "unless",
    "unquote",
    "use",
    "with",
];

/// The kind of what is called by this name, where it is not just a call.
pub(super) fn special(name: &[u8]) -> Option<&'static str> {
    Some(match name {
        b"alias" => "alias",
        b"case" => "case",
        b"cond" => "cond",
        b"for" => "for",
        b"if" => "if",
        b"import" => "import",
        b"quote" => "quote",
        b"receive" => "receive",
        b"require" => "require",
        b"super" => "super",
        b"try" => "try",
        b"unless" => "unless",
        b"unquote" | b"unquote_splicing" => "unquote",
        b"use" => "use",
        b"with" => "with",
        _ => return None,
    })
}

/// The part that a keyword of a block makes; that of `do` is the body.
pub(super) fn block_part(keyword: &[u8]) -> Option<&'static str> {
    Some(match keyword {
        b"do" => spile_core::BODY,
        b"else" => "else",
        b"rescue" => "rescue",
        b"catch" => "catch",
        b"after" => "after",
        _ => return None,
    })
}

/// Whether a name is that of an operator, not of something that is called by it.
pub(super) fn is_operator(name: &[u8]) -> bool {
    match name {
        b"and" | b"or" | b"in" | b"not" | b"when" => true,
        [first, ..] => first.is_ascii_punctuation() && *first != b'_',
        [] => true,
    }
}

//! What a `quote` holds: code of whoever uses the macro, which no pattern selects.

use spile_core::{Outline, SyntaxIdx};

/// Whether each node of an outline is code of this source: outside of every `quote`, or in an `unquote`.
pub(super) fn are_code(outline: &Outline) -> Vec<bool> {
    let tree = &outline.tree;
    // What is open: where it ends, and whether what is in it is code.
    let mut open: Vec<(SyntaxIdx, bool)> = Vec::new();
    let look = outline.nodes.iter().map(|node| {
        while open.pop_if(|(end, _)| *end <= node.syntax).is_some() {}
        let is_code = open.last().is_none_or(|(_, is_code)| *is_code);
        match tree.node(node.syntax).kind {
            "quote" => open.push((tree.end(node.syntax), false)),
            "unquote" => open.push((tree.end(node.syntax), true)),
            _ => {}
        }
        is_code
    });
    look.collect()
}

#[cfg(test)]
mod tests {
    use spile_core::Frontend;

    use super::*;

    #[test]
    fn a_quote_holds_no_code_but_what_is_unquoted() {
        let source = "a(1)\nquote do\n  b(2)\n  unquote(c(quote(do: d(3))))\n  e(4)\nend\nf(5)\n";
        let outline = crate::Elixir.outline(source, "a.exs".into()).unwrap();
        let code = are_code(&outline);
        let calls = outline.nodes.iter().zip(code);
        let calls: Vec<(&str, bool)> = calls
            .filter(|(node, _)| outline.tree.node(node.syntax).kind == "call")
            .map(|(node, is_code)| {
                (
                    &source[outline.tree.node(node.syntax).range.start().to_usize()..][..1],
                    is_code,
                )
            })
            .collect();
        let expected = [
            ("a", true),
            ("b", false),
            ("c", true),
            ("d", false),
            ("e", false),
            ("f", true),
        ];
        assert_eq!(calls, expected);
    }
}

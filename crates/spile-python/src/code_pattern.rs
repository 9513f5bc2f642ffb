//! Python code with holes.

use spile_core::{CodePattern, Frontend, SyntaxIdx, with_names_for_holes};

use crate::{ParseError, Python};

/// The pattern that `code` is: one expression, or one statement.
pub(crate) fn parse(code: &str) -> Result<CodePattern, ParseError> {
    // A text alone would be a docstring.
    let source = format!("pass\n{}\n", with_names_for_holes(code.trim()));
    let outline = Python
        .outline(&source, "pattern".into())
        .map_err(|_| ParseError {
            message: "it is neither an expression nor a statement".into(),
        })?;
    let tree = outline.tree;
    let statements: Vec<SyntaxIdx> = tree
        .children(SyntaxIdx(0))
        .flat_map(|body| tree.children(body).skip(1))
        .collect();
    let [statement] = statements[..] else {
        return Err(ParseError {
            message: if statements.is_empty() {
                "it is empty".into()
            } else {
                "it is more than one statement".into()
            },
        });
    };
    let expression = tree.children(statement).next();
    let root = match tree.node(statement).kind {
        "expression" => expression.unwrap_or(statement),
        _ => statement,
    };
    Ok(CodePattern::new(tree, root))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The texts of all nodes of `code` that look like `pattern`, and what its holes stand for.
    fn check(pattern: &str, code: &str) -> Vec<String> {
        let pattern = parse(pattern).unwrap();
        let outline = Python.outline(code, "m".into()).unwrap();
        let text = |range: spile_source::ByteRange| &code[range.start().to_usize()..range.end().to_usize()];
        let found = outline.nodes.iter().filter_map(|node| {
            let holes = pattern.matches(&outline.tree, node.syntax)?;
            let holes: Vec<String> = holes
                .iter()
                .map(|(name, range)| format!(" {name}={}", text(*range)))
                .collect();
            Some(format!(
                "{}{}",
                text(outline.tree.node(node.syntax).range),
                holes.concat()
            ))
        });
        found.collect()
    }

    #[test]
    fn expressions_are_found_wherever_they_stand() {
        let code = "x = requests.get(url)\nf(requests.get('a', timeout=3))\nget(url)\nrequests.get()\n";
        assert_eq!(
            check("requests.get($URL, $$$REST)", code),
            [
                "requests.get(url) REST= URL=url",
                "requests.get('a', timeout=3) REST=timeout=3 URL='a'"
            ]
        );
    }

    #[test]
    fn quotes_comments_and_parentheses_do_not_count() {
        let code = "f((\"a\"),  # no\n  1)\nf('b', 1)\n";
        assert_eq!(check("f('a', $_)", code).len(), 1);
    }

    #[test]
    fn the_same_hole_stands_for_the_same() {
        assert_eq!(check("$X == $X", "a.b == a.b\na == b\n"), ["a.b == a.b X=a.b"]);
        assert_eq!(check("$X.$NAME = $NAME", "self.a = a\nself.a = b\n").len(), 1);
    }

    #[test]
    fn statements_and_their_bodies() {
        let code = "if not x:\n    return None\nif y:\n    pass\nif z:\n    return 1\nelse:\n    pass\n";
        let code = format!(
            "def f():\n{}",
            code.lines()
                .map(|line| format!("    {line}\n"))
                .collect::<String>()
        );
        assert_eq!(check("if $C: return $_", &code).len(), 1);
        assert_eq!(check("if $C: $$$", &code).len(), 2);
        assert_eq!(check("def $F($$$): $$$", &code).len(), 1);
        assert_eq!(check("for $X in $_: $$$", &code).len(), 0);
    }

    #[test]
    fn what_is_no_pattern_says_why() {
        for bad in ["", "f(", "a; b", "if"] {
            assert!(parse(bad).is_err(), "{bad}");
        }
        assert_eq!(check("'text'", "x = 'text'\n"), Vec::<String>::new());
    }
}

//! Elixir code with holes.

use spile_core::{CodePattern, Frontend, SyntaxIdx, with_names_for_holes};

use crate::{Elixir, ParseError};

/// The pattern that `code` is: one expression. `def` is a definition as in a module.
pub(crate) fn parse(code: &str) -> Result<CodePattern, ParseError> {
    let source = format!("defmodule P do\n{}\nend\n", with_names_for_holes(code.trim()));
    let outline = Elixir
        .outline(&source, "pattern".into())
        .map_err(|_| ParseError::new("it is no expression"))?;
    let tree = outline.tree;
    let module = outline
        .definitions
        .get(1)
        .map(|module| outline.nodes[module.node.to_usize()].syntax);
    let statements: Vec<SyntaxIdx> = module
        .into_iter()
        .flat_map(|module| tree.children(module))
        .filter(|part| tree.node(*part).kind == spile_core::BODY)
        .flat_map(|body| tree.children(body))
        .collect();
    match statements[..] {
        [statement] if tree.node(SyntaxIdx(0)).n_below > 0 => Ok(CodePattern::new(tree, statement)),
        [] => Err(ParseError::new("it is empty")),
        _ => Err(ParseError::new("it is more than one expression")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The texts of all nodes of `code` that look like `pattern`, and what its holes stand for.
    fn check(pattern: &str, code: &str) -> Vec<String> {
        let pattern = parse(pattern).unwrap();
        let outline = Elixir.outline(code, "a.ex".into()).unwrap();
        let text = |range: spile_source::ByteRange| range.text(code);
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
    fn calls_are_found_wherever_they_stand() {
        let code =
            "x = Repo.get(User, id)\nf(Repo.get User, 1, prefix: p)\nRepo.get!(User, 1)\nget(User, 1)\n";
        assert_eq!(
            check("Repo.get($SCHEMA, $$$)", code),
            [
                "Repo.get(User, id) SCHEMA=User",
                "Repo.get User, 1, prefix: p SCHEMA=User"
            ]
        );
        assert_eq!(check("$REPO.get!($$$)", code), ["Repo.get!(User, 1) REPO=Repo"]);
        assert_eq!(check("Repo.$F($$$)", code).len(), 3);
    }

    #[test]
    fn layout_and_parentheses_do_not_count() {
        let code = "f a,\n  1 # no\nf((a), 1)\n";
        assert_eq!(check("f(a, 1)", code).len(), 2);
    }

    #[test]
    fn the_same_hole_stands_for_the_same() {
        assert_eq!(check("$X == $X", "a.b == a.b\na == b\n"), ["a.b == a.b X=a.b"]);
    }

    #[test]
    fn collections_patterns_and_blocks() {
        let code = "case f() do\n  {:ok, x} -> x\n  %User{name: n} -> n\nend\nif a, do: b, else: c\n";
        assert_eq!(check("{:ok, $X}", code), ["{:ok, x} X=x"]);
        assert_eq!(check("%User{$$$}", code).len(), 1);
        assert_eq!(check("if $C do $$$ else $$$ end", code).len(), 1);
        assert_eq!(
            check(
                "def $F($$$), do: $$$",
                "defmodule A do\n  def f(a), do: a\n  def g do\n    1\n  end\nend\n"
            )
            .len(),
            2
        );
    }

    #[test]
    fn what_is_no_pattern_says_why() {
        for bad in ["", "f(", "a; b", "end"] {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }
}

//! The bytes of nodes: within those of their parents, and with the parentheses around them.

use spile_elixir_syntax::{ElixirVersion, NodeId, Options, parse};

/// The text of the root and of its children.
fn texts(source: &str) -> Vec<&str> {
    let ast = parse(source, &Options::default()).unwrap();
    let of = |node: NodeId| ast.range(node).text(source);
    std::iter::once(ast.root())
        .chain(ast.children(ast.root()))
        .map(of)
        .collect()
}

#[test]
fn parentheses_belong_to_what_they_enclose() {
    assert_eq!(texts("(a) + (b)"), ["(a) + (b)", "(a)", "(b)"]);
    assert_eq!(texts("not (a)"), ["not (a)", "(a)"]);
    assert_eq!(texts("((a; b)) |> c"), ["((a; b)) |> c", "((a; b))", "c"]);
    assert_eq!(texts("f (a), b"), ["f (a), b", "(a)", "b"]);
    assert_eq!(texts("(a).(b)")[0], "(a).(b)");
    assert_eq!(texts("(a).b")[0], "(a).b");
    assert_eq!(texts("(a)[b]")[0], "(a)[b]");
    assert_eq!(texts("%{(a) | b: 1}")[0], "%{(a) | b: 1}");
}

#[test]
fn children_are_within_their_parents_in_every_version() {
    let sources = [
        "((a) -> (b))",
        "fn (a), b when (c) -> (d) end",
        "\"#{(a)}\"",
        "[b: (c)]",
        "f (a) do (b) else (c) -> (d) end",
        "a not in (b)",
        "not (a in b)",
        "(a)..(b)//(c)",
        "@spec (a) :: (b)",
        "&(&1 + (a))",
        "~s(a#{(b)})x",
        "<<(a)::(b)>>",
        "(%A{(b) | c: (d)}).e.(f).{g}",
        "a (b)\n\n(c)",
    ];
    for source in sources {
        for version in ElixirVersion::ALL {
            let options = Options {
                version,
                token_metadata: true,
            };
            let ast =
                parse(source, &options).unwrap_or_else(|error| panic!("{source} in {version}: {error}"));
            let mut todo = vec![ast.root()];
            while let Some(node) = todo.pop() {
                let outer = ast.range(node);
                for child in ast.children(node) {
                    let inner = ast.range(child);
                    assert!(
                        outer.start() <= inner.start() && inner.end() <= outer.end(),
                        "{source} in {version}"
                    );
                    todo.push(child);
                }
            }
        }
    }
}

//! The tree, its hashes and IDs. Equality of trees is tested through hashes.

use std::collections::HashSet;
use std::fmt::Write as _;

use spile_core::{NodeIdx, Outline, Role, SyntaxIdx};

use super::{definition, outline};

/// The tree as an S-expression: `kind'text'(…)`, with `:` before what has an ID.
fn shown(outline: &Outline, at: SyntaxIdx) -> String {
    let node = outline.tree.node(at);
    let mut text = String::new();
    if node.role != Role::Part {
        text.push(':');
    }
    text.push_str(node.kind);
    if !outline.tree.text(at).is_empty() {
        let _ = write!(text, "'{}'", outline.tree.text(at));
    }
    let children: Vec<_> = outline
        .tree
        .children(at)
        .map(|child| shown(outline, child))
        .collect();
    if !children.is_empty() {
        let _ = write!(text, "({})", children.join(" "));
    }
    text
}

/// The statements of the module.
fn check(source: &str, expect: &str) {
    let outline = outline(source);
    let body = outline.tree.children(SyntaxIdx(0)).next().unwrap();
    let statements: Vec<_> = outline
        .tree
        .children(body)
        .map(|at| shown(&outline, at))
        .collect();
    assert_eq!(statements.join("\n"), expect, "{source}");
}

fn same(sources: &[&str]) {
    let hash = |source| outline(source).tree.node(SyntaxIdx(0)).hash;
    for source in &sources[1..] {
        assert_eq!(hash(sources[0]), hash(source), "{} and {source}", sources[0]);
    }
}

fn different(sources: &[&str]) {
    let hash = |source| outline(source).tree.node(SyntaxIdx(0)).hash;
    for (idx, source) in sources.iter().enumerate() {
        for other in &sources[idx + 1..] {
            assert_ne!(hash(source), hash(other), "{source} and {other}");
        }
    }
}

#[test]
fn statements_have_their_parts() {
    check(
        "x: int = f(a, *b, k=1, **d)",
        ":annotated_assign(name'x' annotation(name'int') :call(name'f' arguments(name'a' starred(name'b') \
         keyword'k'(number'1') double_starred(name'd'))))",
    );
    check(
        "if a.b: pass\nelif c[1:]: pass\nelse: pass",
        ":if(:attribute'b'(name'a') body(:pass) elif(:subscript(name'c' index(slice(lower(number'1')))) body(:pass)) \
         else(body(:pass)))",
    );
    check(
        "try: x()\nexcept* E as e: raise\nfinally: pass",
        ":try(body(:expression(:call(name'x' arguments))) except'*'(name'E' name'e' body(:raise)) \
         finally(body(:pass)))",
    );
    check(
        "async def f(a, /, b: int = 1, *, c) -> str:\n    \"\"\"Doc.\"\"\"\n    return 1 < a <= 2",
        ":function'async'(name'f' parameters(parameter'a' separator'/' \
         parameter'b'(annotation(name'int') default(number'1')) separator'*' parameter'c') returns(name'str') \
         body(docstring'Doc.' :return(:compare'< <='(number'1' name'a' number'2'))))",
    );
    check(
        "match x:\n    case {'a': [1, *rest], **d} | C(k=None) if rest: pass",
        ":match(name'x' case(or_pattern(mapping_pattern(string'a' sequence_pattern(value_pattern(number'1') \
         star_pattern(name'rest')) double_starred(name'd')) class_pattern(name'C' \
         arguments(keyword'k'(singleton_pattern'None')))) guard(name'rest') body(:pass)))",
    );
    check(
        "from ..a import b as c, d\nimport e.f",
        ":import_from(from'..a' alias'b'(name'c') alias'd')\n:import(alias'e.f')",
    );
    check(
        "f'a{x!r:>{w}}' 'b' \"c\"",
        ":expression(:fstring(string'a' field'r'(name'x' format(string'>' field(name'w'))) string'bc'))",
    );
}

#[test]
fn layout_and_spelling_do_not_count() {
    same(&[
        "x = 'a'",
        "x = (\"a\")  # one",
        "x = '''a'''\n\n",
        "x = '' 'a'",
        "x = u'\\x61'",
        "x = R'a'",
    ]);
    same(&["x = b'\\n'", "x = B\"\"\"\n\"\"\"", "x = b'' b'\\x0a'"]);
    same(&[
        "x = 255",
        "x = 0xFF",
        "x = 0Xff",
        "x = 2_55",
        "x = 0b1111_1111",
        "x = 0o377",
    ]);
    same(&["x = 10.0", "x = 1e1", "x = 10.", "x = 1_0.0E0"]);
    same(&["x = 18446744073709551616", "x = 0x1_0000000000000000"]);
    same(&["x = 1j", "x = 1.0J"]);
    same(&["x = f'a{b}'", "x = f\"{''}\" if 0 else 1"][..1]);
    same(&[
        "x = f'a{b}c'",
        "x = f\"\"\"a{ b }\"\"\" 'c'",
        "x = 'a' f'{b}' f'c'",
    ]);
    same(&["x = f'{b=}'", "x = f'b={b!r}'"]);
    same(&["a = (b + c) * d", "a = ((b) + c) * (d)"]);
    same(&["class C: pass", "class C(): pass", "class C(\n):\n  pass"]);
    same(&["def f(a,): g(a,)", "def f(a):\n    g(\n        a\n    )"]);
    same(&["with (a as b, c): pass", "with a as b, c: pass"]);
    same(&["x = a, b", "x = (a, b,)"]);
    same(&["a; b", "a\n# c\nb"]);
    same(&["raise;", "raise"]);
    same(&["del a, b", "del (a, b)", "del (\n    a,\n    b,\n)"]);
    same(&["a = 1; match = 2", "a = 1\nmatch = 2"]);
}

#[test]
fn what_means_something_else_differs() {
    different(&[
        "x = 1", "x = 1.0", "x = 1j", "x = '1'", "x = b'1'", "x = True", "x = f'1'", "x = t'1'", "x == 1",
    ]);
    different(&[
        "x = a + b * c",
        "x = (a + b) * c",
        "x = a + (b + c)",
        "x = a + b + c",
    ]);
    different(&[
        "f(a, b)",
        "f((a, b))",
        "f(a)(b)",
        "f(a, *b)",
        "f(a, **b)",
        "f(a=b)",
        "f[a, b]",
        "f(a, b=b)",
    ]);
    different(&[
        "def f(a): b",
        "def f(a=b): pass",
        "def f(a: b): pass",
        "def f(*a): b",
        "def f(**a): b",
        "def f(a, /): b",
    ]);
    different(&[
        "def f(*, a): b",
        "def f(*_, a): b",
        "def f(a) -> b: pass",
        "async def f(a): b",
        "class f(a): b",
    ]);
    different(&[
        "if a: b\nelse:\n  if c: d",
        "if a: b\nelif c: d",
        "if a: b\nif c: d",
    ]);
    different(&[
        "for a in b: c",
        "for a in b: c\nelse: d",
        "async def f():\n  for a in b: c",
        "while a: b",
    ]);
    different(&["(x): int", "x: int", "x: int = 1"]);
    different(&["'a'", "x = 'a'", "'a'; 'b'", "pass"]);
    different(&["x[a:b]", "x[a]", "x[a:]", "x[:a]", "x[::a]", "x[a, b]"]);
    different(&["f'{a}'", "f'{a!r}'", "f'{a:b}'", "f'{{a}}'", "f'{a}{b}'"]);
    different(&[
        "from a import b",
        "from .a import b",
        "from . import a",
        "import a",
        "from a import b as c",
    ]);
    different(&["a < b < c", "a < b <= c", "(a < b) < c", "a < (b < c)"]);
    different(&[
        "[a for a in b]",
        "(a for a in b)",
        "{a for a in b}",
        "{a: a for a in b}",
        "[a for a in b if a]",
    ]);
    different(&["x = y = z", "x = (y := z)", "x, y = z"]);
    different(&[
        "return_",
        "raise a",
        "raise a from b",
        "assert a",
        "assert a, b",
        "del a",
        "del a, b",
    ]);
}

#[test]
fn ids_name_the_definition_and_what_is_in_it() {
    let outline = outline(
        "class C:\n    def f(self):\n        g(1); g(1)\n        g(2)\n    def f(self):\n        g(1)\n",
    );
    let ids: Vec<_> = (0..outline.nodes.len() as u32)
        .map(|idx| outline.id(NodeIdx(idx)))
        .collect();
    let all: HashSet<_> = ids.iter().collect();
    assert_eq!(all.len(), ids.len());
    assert_eq!(ids[..3], ["shop.cart", "shop.cart#C", "shop.cart#C.f"]);
    let calls: Vec<_> = ids.iter().filter(|id| id.contains(":call:")).collect();
    let [first, second, other, of_second] = calls[..] else {
        panic!("{calls:?}")
    };
    assert_eq!(*second, format!("{first}~2"));
    assert!(other.starts_with("shop.cart#C.f:call:") && other != first);
    assert_eq!(*of_second, first.replace("C.f:", "C.f~2:"));
}

#[test]
fn a_fingerprint_does_not_know_its_own_name() {
    let fingerprint = |source: &str| {
        let outline = outline(source);
        let at = definition(&outline, outline.definitions[1].path.as_str());
        outline.fingerprint(outline.definition_at(at.node).unwrap())
    };
    let one = fingerprint("def f(n): return n * f(n - 1)\n");
    assert_eq!(
        one,
        fingerprint("x = 1\ndef fac(n):\n    return n * fac(n - 1)\n")
    );
    assert_ne!(one, fingerprint("def fac(n): return n * f(n - 1)\n"));
    assert_ne!(one, fingerprint("def f(n): return n + f(n - 1)\n"));
    assert_ne!(
        fingerprint("def f(n): return 'f'\n"),
        fingerprint("def g(n): return 'g'\n")
    );
}

#[test]
fn deep_programs_have_an_outline() {
    let deep = [
        format!("x = {}1\n", "-".repeat(5_000)),
        format!("x = a{}\n", ".b()".repeat(4_000)),
        format!("x = {}1\n", "lambda: ".repeat(2_000)),
        format!("x = a{}\n", " + a".repeat(9_000)),
        (0..90)
            .map(|depth| format!("{}if x:\n", " ".repeat(depth)))
            .collect::<String>()
            + &" ".repeat(90)
            + "y()\n",
    ];
    for source in deep {
        let outline = std::thread::Builder::new()
            .stack_size(256 * 1024)
            .spawn(move || outline(&source).nodes.len());
        assert!(outline.unwrap().join().unwrap() > 50);
    }
}

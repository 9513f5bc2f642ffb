//! What names, calls, decorators and bases mean.

use spile_core::{Module, Outline, Reference};

use super::{definition, outline, outline_of};

/// What the calls of a source mean, as `written -> qualified`, and `!` where the definition is known.
fn calls(outline: &Outline) -> Vec<String> {
    let calls = outline.calls.iter();
    calls
        .map(|call| {
            let known = call.definition.map_or("", |_| "!");
            format!("{} -> {}{known}", call.written, call.qualified)
        })
        .collect()
}

#[test]
fn imports_are_followed() {
    let source = "import os, os.path as p, a.b\nfrom json import loads as l\nfrom . import near\nfrom ..up import far\n\
                  os.getcwd(); p.join(); a.b.c(); l(); near.f(); far(); len(); unknown()\n";
    let expect = [
        "os.getcwd -> os.getcwd",
        "p.join -> os.path.join",
        "a.b.c -> a.b.c",
        "l -> json.loads",
        "near.f -> pkg.near.f",
        "far -> up.far",
        "len -> builtins.len",
        "unknown -> ",
    ];
    let module = Module::from("pkg.sub.mod");
    let found = calls(&outline_of(source, module));
    assert_eq!(found[..4], expect[..4]);
    assert_eq!(found[4..6], ["near.f -> pkg.sub.near.f", "far -> pkg.up.far"]);
    assert_eq!(found[6..], expect[6..]);
    let package = Module {
        name: "pkg.sub",
        is_package: true,
    };
    let found = calls(&outline_of(source, package));
    assert_eq!(found[4..6], ["near.f -> pkg.sub.near.f", "far -> pkg.up.far"]);
    // Beyond the top there is nothing.
    let found = calls(&outline_of(source, Module::from("mod")));
    assert_eq!(found[4..6], ["near.f -> ", "far -> "]);
}

#[test]
fn instances_are_their_class() {
    let check = |source: &str, expect: &str| {
        let outline = outline(source);
        let last = outline.calls.last().unwrap();
        let known = last.definition.map_or("", |_| "!");
        assert_eq!(format!("{}{known}", last.qualified), expect, "{source}");
    };
    check(
        "from flask import Flask\napp = Flask(__name__)\napp.route()",
        "flask.Flask().route",
    );
    check(
        "import flask as f\napp = f.Flask()\nalias = app\nalias.route()",
        "flask.Flask().route",
    );
    check(
        "def f():\n    import flask\n    app = flask.Flask()\n    def g():\n        app.route()",
        "flask.Flask().route",
    );
    check(
        "import flask\napp = None\napp: flask.Flask = flask.Flask()\ndef f():\n    app.route()",
        "flask.Flask().route",
    );
    check("import a\nx = a.b() if c else a.d()\nx.f()", "shop.cart.x.f");
    check("'a'.join([])", "builtins.str().join");
    // Bound twice, or by somebody else: nobody knows.
    check("import a\nx = a.b()\nx = a.c()\nx.f()", "");
    check(
        "import a\nx = a.b()\ndef g():\n    global x\n    x = 1\nx.f()",
        "",
    );
    check("import a\nx = a.b()\nfor x in y: pass\nx.f()", "");
    check("import a\ndef f(a):\n    a.b()", "");
    check("import a\ndef f():\n    a.b()\n    a = 1", "");
    check(
        "try:\n    import a\nexcept ImportError:\n    a = None\na.b()",
        "a.b",
    );
    check(
        "try:\n    import a\nexcept ImportError:\n    import c as a\na.b()",
        "",
    );
    check("from a import *\nlen()", "");
    check("import b\nfrom a import *\nb.c()", "");
    check("import a\n[a.b() for a in x]", "");
    check("import a\n[a for a in a.b()]", "a.b");
    check("import a\ndef f():\n    (a := x)\n    a.b()", "");
    check(
        "import a\ndef f():\n    match x:\n        case {'k': a}: a.b()",
        "",
    );
    check(
        "import a\nclass C:\n    a = 1\n    def f(self):\n        a.b()",
        "a.b",
    );
    check(
        "import a\ndef f():\n    x = a.b()\n    def g():\n        nonlocal x\n        x = 1\n    x.c()",
        "",
    );
}

#[test]
fn methods_are_found_through_self_cls_super_and_instances() {
    let check = |body: &str, expect: &str| {
        let source = format!(
            "import ext\nclass Base:\n    def f(self): pass\n    def g(self): pass\n\
             class C(Base):\n    attribute = ext.A()\n    def f(self):\n        self.made = ext.B()\n        \
             self.twice = 1\n        self.twice = ext.B()\n    \
             def m(self, other):\n        {body}\n    \
             @classmethod\n    def made_by(cls):\n        return cls\n\
             class D(ext.E):\n    def f(self): super().f(); self.h()\n"
        );
        let outline = outline(&source);
        let m = definition(&outline, "C.m").node;
        let m = outline.nodes[m.to_usize()].syntax;
        let within = outline
            .calls
            .iter()
            .filter(|call| outline.tree.is_within(call.syntax, m));
        // The outermost of those that end last.
        let call = within
            .rev()
            .max_by_key(|call| outline.tree.node(call.syntax).range.end())
            .unwrap();
        let known = call
            .definition
            .map_or(String::new(), |idx| format!(" {}", outline.definition(idx).path));
        assert_eq!(format!("{}{known}", call.qualified), expect, "{source}");
        let d = outline
            .calls
            .iter()
            .filter(|call| call.written.ends_with("().f") || call.written == "self.h");
        assert!(
            d.filter(|call| call.syntax > m && !outline.tree.is_within(call.syntax, m))
                .all(|call| call.qualified.is_empty())
        );
    };
    check("self.f()", "shop.cart.C.f C.f");
    check("self.g()", "shop.cart.Base.g Base.g");
    check("super().f()", "shop.cart.Base.f Base.f");
    check("lambda: self.f()", "shop.cart.C.f C.f");
    check("C().f()", "shop.cart.C.f C.f");
    check("C.made_by()", "shop.cart.C.made_by C.made_by");
    check("c = C(); c.f()", "shop.cart.C.f C.f");
    check("self.attribute.x()", "ext.A().x");
    check("self.made.x()", "ext.B().x");
    check("self.twice.x()", "");
    check("self.unknown()", "");
    check("other.f()", "");
    check("self = other; self.f()", "");
    check("C()", "shop.cart.C C");
    check("C.unknown()", "shop.cart.C.unknown");
    check("f()", "");
}

#[test]
fn decorators_and_bases_are_references() {
    let outline = outline(
        "from flask import Flask\nimport ext\napp = Flask(__name__)\n\
         @app.route('/')\n@ext.plain\ndef view(): pass\n\
         class Base: pass\nclass C(Base, ext.Generic[int], metaclass=ext.Meta): pass\n",
    );
    let shown = |references: &[Reference]| {
        let shown = references.iter().map(|of| {
            let text = outline.tree.node(of.syntax).kind;
            format!("{text}: {} -> {}", of.written, of.qualified)
        });
        shown.collect::<Vec<_>>()
    };
    assert_eq!(
        shown(&definition(&outline, "view").decorators),
        [
            "decorator: app.route -> flask.Flask().route",
            "decorator: ext.plain -> ext.plain"
        ]
    );
    let class = definition(&outline, "C");
    assert_eq!(
        shown(&class.bases),
        [
            "name: Base -> shop.cart.Base",
            "subscript: ext.Generic -> ext.Generic"
        ]
    );
    let base = class.bases[0].definition.unwrap();
    assert_eq!(outline.definition(base).path, "Base");
    assert_eq!(outline.names["app"], "flask.Flask()");
    assert_eq!(outline.names["C"], "shop.cart.C");
}

#[test]
fn statements_say_what_they_bind() {
    let outline = outline(
        "import a.b, c as d\nx, (y, *z) = self.t = 1\nfor i in j: pass\nwith k as l.m: pass\nn += 1\no: int\n\
         try: pass\nexcept E as p: pass\nq[0] = (r := 1)\n",
    );
    let bindings: Vec<_> = outline
        .bindings
        .iter()
        .map(|(at, name)| format!("{} {name}", outline.tree.node(*at).kind))
        .collect();
    assert_eq!(
        bindings,
        [
            "import a",
            "import d",
            "assign x",
            "assign y",
            "assign z",
            "assign self.t",
            "for i",
            "with l.m",
            "augmented_assign n",
            "try p",
            "named r"
        ]
    );
}

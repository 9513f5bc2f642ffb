use spile_core::{Frontend, NotWoven, Plan};

/// The definitions of `source` that are left alone because of what it looks at.
fn left(source: &str) -> Vec<String> {
    let weaving = crate::Python
        .weave(source, "m", &Plan::default())
        .expect("it is a program");
    let looked_at = weaving
        .skipped
        .into_iter()
        .filter(|skipped| skipped.reason == NotWoven::LookedAt);
    looked_at.map(|skipped| skipped.node.name).collect()
}

const DEFINITIONS: &str = "def f():\n    def inner(): pass\ndef g(): pass\n\
    class C:\n    def m(self): pass\n    def n(self): pass\ndouble = lambda x: 2 * x\n";

fn check(looking: &str, expect: &[&str]) {
    assert_eq!(left(&format!("{DEFINITIONS}{looking}")), expect, "{looking}");
}

#[test]
fn the_disassembler_is_known_by_any_spelling() {
    let f = ["f", "f.inner"];
    check("import dis\ndis.dis(f)\n", &f);
    check("import sys, dis as d\nd.Bytecode(f)\n", &f);
    check(
        "def show():\n    from dis import get_instructions as instructions\n    list(instructions(f))\n",
        &f,
    );
    check("from dis import *\ndis(f)\n", &f);
    check("__import__('dis').dis(f)\n", &f);
    check(
        "import importlib\nlooker = importlib.import_module('dis')\nlooker.show_code(f)\n",
        &f,
    );
    check("import dis\ndis.dis(f.__code__, file=g)\n", &f);
}

#[test]
fn what_is_given_to_it_is_found_in_its_class() {
    check("import dis\ndis.dis(C)\n", &["C.m", "C.n"]);
    check("import dis\ndis.dis(C.m)\n", &["C.m"]);
    check("import dis\ndis.dis(C().m)\n", &["C.m"]);
    check(
        "import dis\nclass D:\n    def k(self): pass\n    also = k\ndis.dis(D.also)\n",
        &["D.k"],
    );
    check("import dis\nc = C()\ndis.dis(c.m)\n", &["C.m"]);
    check("import dis\ndis.dis(double)\n", &["<lambda>"]);
    check("import dis\nalso = g\ndis.dis(also)\n", &["g"]);
    check("import dis\ndis.dis(lambda: 1)\n", &["<lambda>"]);
}

#[test]
fn what_is_read_of_a_code_object_is_read_of_its_function() {
    check("len(f.__code__.co_code)\n", &["f", "f.inner"]);
    check("C.m.__code__.co_consts[1:]\n", &["C.m"]);
    check("g.__code__.co_linetable; g.__code__.co_stacksize\n", &["g"]);
    check("g().gi_frame.f_code.co_exceptiontable\n", &["g"]);
    check("list(g.__code__.co_positions())\n", &["g"]);
    check("import dis\nlist(dis.findlinestarts(g.__code__)), f\n", &["g"]);
    check(
        "class D:\n    def k(self):\n        return self.k.__code__.co_code\n",
        &["D.k"],
    );
}

#[test]
fn code_that_is_written_is_as_it_was() {
    check("import marshal\nmarshal.dumps(C.m.__code__)\n", &["C.m"]);
    check(
        "from marshal import dumps\ncode = g.__code__\ndumps([code])\n",
        &["g"],
    );
    check("import marshal\nprint(g.__code__.co_name, f)\n", &[]);
    check("import copy\ncopy.copy(g.__code__)  # marshal\n", &[]);
}

#[test]
fn of_what_cannot_be_known_all_that_is_handed_on_is_read() {
    let show = "import dis\ndef show(x): dis.dis(x)\n";
    check(&format!("{show}show(f)\n"), &["f", "f.inner"]);
    check(&format!("{show}show(C.m), g()\n"), &["C.m"]);
    check(&format!("{show}for x in (f, C): show(x)\n"), &["f", "f.inner"]);
    check(&format!("{show}code = g.__code__\nshow(code)\n"), &["g"]);
    check(&format!("{show}show(double)\n"), &["<lambda>"]);
    check(&format!("{show}show(lambda: 1)\n"), &["<lambda>"]);
    check(
        &format!("{show}a, b = lambda: 1, lambda: 2\nshow(b)\n"),
        &["<lambda>"],
    );
    check(
        &format!("{show}for x in (g, lambda: 1): show(x)\n"),
        &["g", "<lambda>"],
    );
    check("import dis\nlist(map(dis.dis, [g]))\n", &["g"]);
    check(
        "def size(code): return len(code.co_code)\nsize(g.__code__)\n",
        &["g"],
    );
}

#[test]
fn what_is_called_or_only_named_is_nobodys() {
    let show = "import dis\ndef show(x): dis.dis(x)\n";
    let named = "f()\nisinstance(g(), C)\nclass D(C): pass\n@g\ndef d(x: C) -> C: pass\n\
        try: raise C\nexcept (C, OSError): pass\n";
    check(&format!("{show}{named}"), &[]);
    check(
        &format!("{show}class D:\n    def k(self): pass\n    also = k\n"),
        &[],
    );
    check(&format!("{show}def other(f): show(f)\n"), &[]);
    check(&format!("{show}also = f\n"), &[]);
    check(&format!("{show}table = {{1: f}}\ntable[2] = f\nC.k = f\n"), &[]);
    check(&format!("{show}rules: list = [(1, lambda: 1)]\n"), &[]);
    check(
        &format!("{show}import copyreg\ncopyreg.pickle(C, f)\ndef h(): return f, ()\n"),
        &[],
    );
    check(&format!("{show}class D:\n    def k(self): show(self.k)\n"), &[]);
    check(&format!("{show}def other(c): show(c.m)\n"), &[]);
}

#[test]
fn near_misses_read_nothing() {
    check(
        "import dis\nprint(dis.opname, f, map(dis.findlinestarts, [g]))\n",
        &[],
    );
    check(
        "import dis\ndis.dis('1 + 1'); dis.dis(compile('1', '', 'exec')); print(f)\n",
        &[],
    );
    check(
        "print(f.__code__.co_name, f.__code__.co_firstlineno, f)  # not co_code\n",
        &[],
    );
    check(
        "def show(frame): return list(frame.f_code.co_positions())\nprint(show, f)\n",
        &[],
    );
    check("distance = 1\ndef dis(x): pass\ndis(f)\n", &[]);
    check("from .dis import dis\ndis(f)\n", &[]);
}

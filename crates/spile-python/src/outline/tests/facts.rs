//! What definitions are.

use spile_core::Visibility;

use super::{definition, outline};

#[test]
fn kinds_and_labels_are_those_of_python() {
    let outline = outline(
        r#"
import abc, dataclasses, functools
from typing import overload
def f(): pass
def g(): yield
async def h(): await f()
async def i():
    yield 1
def not_a_generator():
    def inner(): yield
    lambda: (yield)
    return (x for x in y)
@dataclasses.dataclass(frozen=True)
class C(abc.ABC):
    @property
    def total(self): return 1
    @total.setter
    def total(self, value): self.x = value
    @staticmethod
    def s(): pass
    @classmethod
    async def c(cls): pass
    @abc.abstractmethod
    def a(self): ...
    @overload
    def o(self): ...
    @functools.cached_property
    def cached(self): return f()
    def generates(self): yield
"#,
    );
    let check = |path: &str, kind: &str, labels: &[&str]| {
        let definition = definition(&outline, path);
        assert_eq!(definition.kind.word(), kind, "{path}");
        assert_eq!(definition.labels, labels, "{path}");
    };
    check("f", "function", &["function"]);
    check("g", "generator", &["function", "generator"]);
    check("h", "coroutine", &["function", "coroutine", "async"]);
    check("i", "async_generator", &["function", "async_generator", "async"]);
    check("not_a_generator", "function", &["function"]);
    check(
        "not_a_generator.inner",
        "generator",
        &["function", "generator", "nested"],
    );
    check("not_a_generator.<lambda>", "lambda", &["lambda"]);
    check("C", "class", &["class", "dataclass"]);
    check("C.total", "method", &["method", "property"]);
    check("C.total~2", "method", &["method", "property", "setter"]);
    check("C.s", "method", &["method", "static"]);
    check(
        "C.c",
        "coroutine",
        &["method", "coroutine", "async", "classmethod"],
    );
    check("C.a", "method", &["method", "abstract"]);
    check("C.o", "method", &["method", "overload"]);
    check("C.cached", "method", &["method", "property"]);
    check("C.generates", "generator", &["method", "generator"]);
    check("", "module", &["module"]);
}

#[test]
fn a_yield_counts_for_the_function_that_evaluates_it() {
    let check = |source: &str, kind: &str| {
        assert_eq!(definition(&outline(source), "f").kind.word(), kind, "{source}");
    };
    check("def f():\n    x: (yield)\n", "generator");
    check("def f():\n    def g(a: (yield)): pass\n", "generator");
    check("def f():\n    def g(a=(yield)): pass\n", "generator");
    check("def f():\n    @(yield)\n    class C: pass\n", "generator");
    check("def f():\n    lambda a=(yield): 1\n", "generator");
    check("def f(): return (x for x in (yield))\n", "generator");
    check("def f():\n    lambda a: (yield)\n", "function");
    check("def f():\n    def g(): yield\n", "function");
}

#[test]
fn parameters_and_sizes_are_counted() {
    let outline = outline(
        "def f(a, /, b=1, *args, c, d=2, **kw):\n    \"\"\"Doc.\"\"\"\n    if a:\n        x()\n    def g():\n        return 1\n",
    );
    let f = definition(&outline, "f");
    let parameters: Vec<_> = f
        .parameters
        .iter()
        .map(|parameter| {
            format!(
                "{} {:?} {}",
                parameter.name, parameter.kind, parameter.has_default
            )
        })
        .collect();
    assert_eq!(
        parameters,
        [
            "a Plain false",
            "b Plain true",
            "args Rest false",
            "c Named false",
            "d Named true",
            "kw NamedRest false"
        ]
    );
    assert_eq!(f.n_statements, 4);
    assert_eq!(definition(&outline, "f.g").n_statements, 1);
    assert_eq!(definition(&outline, "").n_statements, 5);
}

#[test]
fn trivial_is_what_does_nothing_or_gives_what_is_there() {
    let check = |body: &str, expect: bool| {
        let source = format!("def f(a):\n    \"\"\"Doc.\"\"\"\n    {body}\n");
        assert_eq!(definition(&outline(&source), "f").is_trivial, expect, "{source}");
    };
    check("pass", true);
    check("...", true);
    check("return", true);
    check("return -1", true);
    check("return a.b.c", true);
    check("return a", true);
    check("return a()", false);
    check("return a[0]", false);
    check("a.b = 1", false);
    check("return f'{a}'", false);
    check("raise NotImplementedError", false);
}

#[test]
fn visibility_is_that_of_underscores_and_all() {
    let private = |source: &str| {
        let outline = outline(source);
        let private = outline.definitions.iter();
        private
            .filter(|definition| definition.visibility == Visibility::Private)
            .map(|definition| definition.path.clone())
            .collect::<Vec<_>>()
    };
    let source = "def f():\n    def inner(): pass\ndef _g(): pass\nclass C:\n    def m(self): pass\n    def _n(self): pass\n    \
                  def __init__(self): pass\n    def __x(self): pass\nclass _D:\n    def m(self): pass\n";
    assert_eq!(private(source), ["f.inner", "_g", "C._n", "C.__x", "_D", "_D.m"]);
    assert_eq!(
        private(&format!("__all__ = ['_g', 'C']\n{source}")),
        ["f", "f.inner", "C._n", "C.__x", "_D", "_D.m"]
    );
    assert_eq!(
        private(&format!("__all__ = ['f']\n__all__ += ('_g',)\n{source}")).len(),
        8
    );
    // Computed: it says nothing.
    for all in [
        "__all__ = names()",
        "__all__ = ['f']\n__all__.extend(x)",
        "__all__ = ['f'] + x",
        "__all__ += ['f']",
    ] {
        assert_eq!(private(&format!("{all}\n{source}")).len(), 6, "{all}");
    }
}

//! Definitions whose bytecode some library reads: to compile it to something else, or to make a query of it.
//! Woven, they would be another program to that library, so they are left alone.
//!
//! What counts is what the module's text shows: its imports, its decorators, and what it passes to such a library by name.

use std::collections::{HashMap, HashSet};

use memchr::memmem;
use ruff_python_ast::visitor::{Visitor, walk_expr, walk_stmt};
use ruff_python_ast::{
    Decorator, Expr, ExprCall, ExprLambda, ModModule, Stmt, StmtClassDef, StmtFunctionDef,
};
use ruff_text_size::Ranged;
use spile_core::NotWoven;

use crate::looked_at::{self, LookedAt};

/// Packages that compile functions from their bytecode: what is decorated with anything of theirs, or passed to it.
const COMPILERS: [&str; 2] = ["numba", "numba_cuda"];
/// Decorators that do so by whatever way they were imported: others hand on numba's by these names.
const DECORATORS: [&str; 4] = ["njit", "jit", "guvectorize", "jitclass"];
/// Other such decorators, by their full names: TorchDynamo, and `goto`, which rewrites bytecode.
const DECORATORS_OF: [&str; 3] = ["torch.compile", "torch._dynamo.optimize", "goto.with_goto"];
/// What traces values instead, though its decorator has such a name.
const TRACERS: [&str; 2] = ["jax", "triton"];
/// Packages that read the bytecode of lambdas: to make queries of them, to warn of slow ones. Not Hypothesis, which only
/// compares it to show a lambda's text: to leave all lambdas of property tests alone would be the greater loss.
const OF_LAMBDAS: [&str; 4] = ["pony", "polars", "numba", "numba_cuda"];

/// A method that reads the bytecode of what it gets, and its package: Polars warns of what it could express otherwise.
const READING_METHOD: (&str, &str) = ("polars", "map_elements");

/// A module that none of this stands in leaves nothing to any of them: each name above holds one of these words.
const WORDS: [&str; 7] = ["pony", "polars", "numba", "jit", "guvectorize", "torch", "goto"];

/// Functions that give a module.
const IMPORTING: [&str; 2] = ["__import__", "import_module"];
/// The standard library's disassembler, what of it shows instructions, and what shows only where they are.
pub(crate) const DISASSEMBLER: &str = "dis";
const SHOWING: [&str; 9] = [
    "Bytecode",
    "code_info",
    "dis",
    "disassemble",
    "disco",
    "distb",
    "findlabels",
    "get_instructions",
    "show_code",
];
const SHOWING_LINES: &str = "findlinestarts";

/// What a function of the disassembler shows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shows {
    Instructions,
    Lines,
}

/// What a module leaves to such libraries, and what it looks at itself.
#[derive(Debug, Default)]
pub(crate) struct BytecodeReaders<'a> {
    /// Imported names, and what they stand for.
    names: HashMap<&'a str, String>,
    /// Functions that are passed to what reads them.
    passed: HashSet<&'a str>,
    /// Whether a library is there that reads lambdas.
    reads_lambdas: bool,
    /// Whether the disassembler is imported, or may be.
    disassembles: bool,
    looked_at: LookedAt,
}

impl<'a> BytecodeReaders<'a> {
    pub(crate) fn of(source: &str, module: &'a ModModule) -> Self {
        let mut readers = Self::default();
        let is_named = |word: &&str| memmem::find(source.as_bytes(), word.as_bytes()).is_some();
        let may_look = looked_at::may_look(source);
        if !may_look && !WORDS.iter().any(is_named) {
            return readers;
        }
        Imports(&mut readers).visit_body(&module.body);
        if may_look {
            readers.disassembles =
                readers.imports(DISASSEMBLER) || IMPORTING.iter().any(|function| source.contains(function));
            readers.looked_at = LookedAt::of(module, &readers);
        }
        readers.reads_lambdas = readers.names.values().any(|path| is_of(path, &OF_LAMBDAS));
        let passes = |path: &String| is_of(path, &COMPILERS) || is_of(path, &[READING_METHOD.0]);
        if readers.names.values().any(passes) {
            Passed(&mut readers).visit_body(&module.body);
        }
        readers
    }

    /// Why a function is left alone, if it is.
    pub(crate) fn of_function(&self, function: &StmtFunctionDef) -> Option<NotWoven> {
        let is_read = self.reads(&function.name, &function.decorator_list);
        let looked_at = self.looked_at.has(function.name.range().start());
        reason(is_read, looked_at)
    }

    /// Why what is defined in a class is left alone, if it is.
    pub(crate) fn of_class(&self, class: &StmtClassDef) -> Option<NotWoven> {
        let is_read = self.reads(&class.name, &class.decorator_list);
        reason(is_read, self.looked_at.has(class.name.range().start()))
    }

    /// Why a lambda is left alone, if it is.
    pub(crate) fn of_lambda(&self, lambda: &ExprLambda) -> Option<NotWoven> {
        reason(self.reads_lambdas, self.looked_at.has(lambda.range().start()))
    }

    /// Whether `name` is an imported one.
    pub(crate) fn is_imported(&self, name: &str) -> bool {
        self.names.contains_key(name)
    }

    /// Whether the module imports anything of `package`.
    pub(crate) fn imports(&self, package: &str) -> bool {
        self.names.values().any(|path| is_of(path, &[package]))
    }

    /// What `expr`, or an attribute of it, shows as a function of the disassembler.
    pub(crate) fn shows(&self, expr: &Expr, attribute: Option<&str>) -> Option<Shows> {
        if !self.disassembles {
            return None;
        }
        let path = self.path(expr)?;
        let mut parts = path.split('.').chain(attribute);
        match (parts.next()?, parts.next()?) {
            (DISASSEMBLER, SHOWING_LINES) => Some(Shows::Lines),
            (DISASSEMBLER, function) if SHOWING.contains(&function) => Some(Shows::Instructions),
            _ => None,
        }
    }

    /// Whether the definition `name` with these decorators is compiled by a library.
    fn reads(&self, name: &str, decorators: &[Decorator]) -> bool {
        self.passed.contains(name)
            || decorators.iter().any(|decorator| {
                let called = match &decorator.expression {
                    Expr::Call(call) => &*call.func,
                    plain => plain,
                };
                self.path(called).is_some_and(|path| is_compiler(&path))
            })
    }

    /// The full name of an attribute or a name, as far as imports tell.
    fn path(&self, expr: &Expr) -> Option<String> {
        match expr {
            Expr::Name(name) => {
                let name = name.id.as_str();
                Some(self.names.get(name).cloned().unwrap_or_else(|| name.to_owned()))
            }
            Expr::Attribute(attribute) => {
                Some(format!("{}.{}", self.path(&attribute.value)?, attribute.attr))
            }
            Expr::Call(call) => imported(call).map(str::to_owned),
            _ => None,
        }
    }
}

fn reason(is_read: bool, looked_at: bool) -> Option<NotWoven> {
    match (is_read, looked_at) {
        (true, _) => Some(NotWoven::ReadByLibrary),
        (false, true) => Some(NotWoven::LookedAt),
        (false, false) => None,
    }
}

/// The module that a call gives.
fn imported(call: &ExprCall) -> Option<&str> {
    let function = match &*call.func {
        Expr::Name(name) => name.id.as_str(),
        Expr::Attribute(attribute) => attribute.attr.as_str(),
        _ => return None,
    };
    match call.arguments.args.first()? {
        Expr::StringLiteral(name) if IMPORTING.contains(&function) => Some(name.value.to_str()),
        _ => None,
    }
}

/// Whether a full name is of one of these packages.
fn is_of(path: &str, packages: &[&str]) -> bool {
    packages.contains(&path.split('.').next().unwrap_or(path))
}

fn is_compiler(path: &str) -> bool {
    let last = path.rsplit('.').next().unwrap_or(path);
    is_of(path, &COMPILERS)
        || DECORATORS_OF.contains(&path)
        || DECORATORS.contains(&last) && !is_of(path, &TRACERS)
}

/// Collects what is imported, wherever in the module.
struct Imports<'r, 'a>(&'r mut BytecodeReaders<'a>);

impl<'a> Visitor<'a> for Imports<'_, 'a> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::Import(import) => {
                for alias in &import.names {
                    let path = alias.name.as_str();
                    let first = path.split('.').next().unwrap_or(path);
                    let (name, path) = match &alias.asname {
                        Some(name) => (name.as_str(), path),
                        None => (first, first),
                    };
                    self.0.names.insert(name, path.to_owned());
                }
            }
            Stmt::ImportFrom(import) => {
                let module = import.module.as_ref().map_or("", |module| module.as_str());
                let dots = ".".repeat(import.level as usize);
                for alias in &import.names {
                    if alias.name.as_str() == "*" && module == DISASSEMBLER {
                        let all = SHOWING.map(|name| (name, format!("{module}.{name}")));
                        self.0.names.extend(all);
                    }
                    let name = alias.asname.as_ref().unwrap_or(&alias.name);
                    let path = format!("{dots}{module}.{}", alias.name);
                    self.0.names.insert(name.as_str(), path);
                }
            }
            Stmt::Assign(assign) => {
                if let ([Expr::Name(name)], Expr::Call(call)) = (&assign.targets[..], &*assign.value)
                    && let Some(path) = imported(call)
                {
                    self.0.names.insert(name.id.as_str(), path.to_owned());
                }
            }
            _ => walk_stmt(self, stmt),
        }
    }

    fn visit_expr(&mut self, _: &'a Expr) {}
}

/// Collects the names that are passed to what reads bytecode.
struct Passed<'r, 'a>(&'r mut BytecodeReaders<'a>);

impl<'a> Visitor<'a> for Passed<'_, 'a> {
    fn visit_expr(&mut self, expr: &'a Expr) {
        if let Expr::Call(call) = expr
            && self.reads(call)
        {
            let values = call.arguments.keywords.iter().map(|keyword| &keyword.value);
            for argument in call.arguments.args.iter().chain(values) {
                if let Expr::Name(name) = argument {
                    self.0.passed.insert(name.id.as_str());
                }
            }
        }
        walk_expr(self, expr);
    }
}

impl Passed<'_, '_> {
    /// `njit(f)`, `njit(parallel=True)(f)`, and `column.map_elements(f)`.
    fn reads(&self, call: &ExprCall) -> bool {
        match &*call.func {
            Expr::Call(inner) => self.reads(inner),
            Expr::Attribute(method) if method.attr.as_str() == READING_METHOD.1 => true,
            called => self.0.path(called).is_some_and(|path| is_compiler(&path)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::parse;

    /// Which of the definitions of `source` are compiled by a library, and whether lambdas are read.
    fn read(source: &str) -> (Vec<String>, bool) {
        let parsed = parse(source);
        let readers = BytecodeReaders::of(source, parsed.syntax());
        let names = parsed.syntax().body.iter().filter_map(|stmt| match stmt {
            Stmt::FunctionDef(function) => {
                let name = function.name.as_str();
                readers
                    .reads(name, &function.decorator_list)
                    .then(|| name.to_owned())
            }
            Stmt::ClassDef(class) => {
                let name = class.name.as_str();
                readers
                    .reads(name, &class.decorator_list)
                    .then(|| name.to_owned())
            }
            _ => None,
        });
        (names.collect(), readers.reads_lambdas)
    }

    #[test]
    fn decorators_of_compilers_are_known_by_any_name() {
        let source = "import numba as nb\nfrom numba import cuda, njit as fast\nfrom .compat import njit\nimport numpy as np\n\
            @nb.vectorize\ndef a(): pass\n@fast\ndef b(): pass\n@cuda.jit('f4(f4)')\ndef c(): pass\n@njit(cache=True)\ndef d(): pass\n\
            @nb.experimental.jitclass([])\nclass E: pass\n@np.vectorize\ndef f(): pass\ndef g(): pass\n";
        let expected = ["a", "b", "c", "d", "E"].map(str::to_owned).to_vec();
        assert_eq!(read(source), (expected, true));
    }

    #[test]
    fn what_is_passed_to_a_compiler_is_its() {
        let source = "import numba\ndef a(): pass\ndef b(): pass\ndef c(): pass\nfast = numba.njit(a)\n\
            also = numba.njit(parallel=True)(b)\nprint(c)\n";
        assert_eq!(read(source).0, ["a", "b"]);
        let source = "import polars\ndef a(): pass\ndef b(): pass\ncolumn.map_elements(a, dtype).map(b)\n";
        assert_eq!(read(source).0, ["a"]);
    }

    #[test]
    fn tracers_and_look_alikes_are_nobodys() {
        let source = "import jax\nimport torch\nfrom jax import jit\n@jax.jit\ndef a(): pass\n@jit\ndef b(): pass\n\
            @torch.no_grad()\ndef c(): pass\n@torch.compile\ndef d(): pass\n";
        assert_eq!(read(source), (vec!["d".to_owned()], false));
    }

    #[test]
    fn lambdas_are_read_where_a_reader_is_imported() {
        assert!(read("from pony.orm import *\n").1);
        assert!(read("def f():\n    import polars.selectors as cs\n").1);
        assert!(!read("pony = 1  # polars\nimport hypothesis\n").1);
    }
}

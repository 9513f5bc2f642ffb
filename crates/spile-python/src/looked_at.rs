//! Definitions whose instructions their own module looks at: they are left alone, for it would see the probes.
//!
//! ```text
//! dis.dis(total)                           `total` is read
//! size = len(total.__code__.co_code)       so is it here
//! marshal.dumps(total.__code__)            what is written must be what is read again
//! def check(func): func.__code__.co_code   nobody knows of what: all that the module hands on as an object may be read
//! ```
//!
//! A function is *handed on* where its name is a value that may get to a function of the module: neither called nor asked
//! for its type, nor returned, kept in a dictionary, under an index or as an attribute, or given to a function from elsewhere. Names are looked up
//! as Python does, as far as definitions and parameters tell; a method that is read through a value of unknown class is
//! every method with that name.

use std::collections::{HashMap, HashSet};

use memchr::memmem;
use ruff_python_ast::visitor::{Visitor, walk_expr, walk_stmt};
use ruff_python_ast::{
    ExceptHandler, Expr, ExprAttribute, ExprCall, ModModule, Parameters, Stmt, StmtAssign, StmtClassDef,
    StmtFunctionDef,
};
use ruff_text_size::{Ranged, TextSize};

use crate::bytecode_readers::{BytecodeReaders, DISASSEMBLER, Shows};

/// What a code object has for each instruction.
const OF_INSTRUCTIONS: [&str; 6] = [
    "co_code",
    "_co_code_adaptive",
    "co_exceptiontable",
    "co_linetable",
    "co_lnotab",
    "co_stacksize",
];
/// What else a probe shows in. Modules that show tracebacks, or look for nested code, ask this of every code object, so it
/// tells nothing of others.
const OF_CODE: [&str; 3] = ["co_consts", "co_lines", "co_positions"];
/// Where code objects are found: at functions, frames, generators.
const CODE: [&str; 5] = ["__code__", "f_code", "gi_code", "cr_code", "ag_code"];
/// What leads to the function or the frame whose code it is.
const FRAMES: [&str; 7] = [
    "tb_frame",
    "tb_next",
    "gi_frame",
    "cr_frame",
    "ag_frame",
    "__func__",
    "__wrapped__",
];
/// Builtins that ask what kind of thing their argument is, and no more.
const ASK_KIND: [&str; 6] = ["callable", "hasattr", "isinstance", "issubclass", "super", "type"];

/// What the first parameter of a method is called.
const SELVES: [&str; 2] = ["cls", "self"];
/// What writes code objects, and what it reads again must be equal to them.
const MARSHAL: &str = "marshal";

/// Whether a text can have anything of this: the words are rare, and most files need not be walked.
pub(crate) fn may_look(source: &str) -> bool {
    let bytes = source.as_bytes();
    let has = |word: &str| memmem::find(bytes, word.as_bytes()).is_some();
    let part_of_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_' || *byte >= 0x80;
    let is_word = |at: usize| {
        let before = at.checked_sub(1).and_then(|before| bytes.get(before));
        let after = bytes.get(at + DISASSEMBLER.len());
        !before.is_some_and(part_of_word) && !after.is_some_and(part_of_word)
    };
    let attributes = || OF_INSTRUCTIONS.iter().chain(&OF_CODE);
    let is_attribute = |at: usize| attributes().any(|name| bytes[at..].starts_with(name.as_bytes()));
    memmem::find_iter(bytes, "co_").any(is_attribute)
        || memmem::find_iter(bytes, DISASSEMBLER).any(is_word)
        || has(MARSHAL) && has("__code__")
}

/// The definitions that are read, by the byte at which their name starts, or their `lambda`.
#[derive(Debug, Default)]
pub(crate) struct LookedAt {
    definitions: HashSet<u32>,
}

impl LookedAt {
    pub(crate) fn of(module: &ModModule, readers: &BytecodeReaders<'_>) -> Self {
        let mut walk = Walk {
            readers,
            scopes: vec![Scope::default()],
            scope: 0,
            methods: HashMap::new(),
            uses: Vec::new(),
            lambdas: HashSet::new(),
            handed_on: HashSet::new(),
            is_kept: true,
            is_assigned: false,
            reads_unknown: false,
        };
        walk.visit_body(&module.body);
        walk.finish()
    }

    pub(crate) fn has(&self, at: TextSize) -> bool {
        self.definitions.contains(&at.to_u32())
    }
}

/// What a scope defines.
#[derive(Default)]
struct Scope<'a> {
    around: usize,
    /// The class that it is the body of.
    class: bool,
    names: HashMap<&'a str, Vec<Definition>>,
}

/// One definition; a parameter has none, but hides what has its name.
#[derive(Clone, Copy)]
struct Definition {
    at: u32,
    /// The scope of a class.
    scope: Option<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    /// Its instructions are read here.
    Read,
    /// So they are, but that tells nothing of others.
    ReadAlone,
    /// It is a value, for whoever gets it.
    HandedOn,
    /// Its code object is one.
    CodeHandedOn,
}

/// Which definition is meant: `f`, `C.method`, `self.method`, `C().method`.
struct Path<'a> {
    scope: usize,
    root: Option<&'a str>,
    attributes: Vec<&'a str>,
}

struct Walk<'r, 'a> {
    readers: &'r BytecodeReaders<'a>,
    scopes: Vec<Scope<'a>>,
    scope: usize,
    /// All functions in classes.
    methods: HashMap<&'a str, Vec<Definition>>,
    uses: Vec<(Use, Path<'a>)>,
    /// Lambdas that are read where they stand.
    lambdas: HashSet<u32>,
    /// Lambdas that are handed on.
    handed_on: HashSet<u32>,
    /// Whether what stands here may get to a function of the module.
    is_kept: bool,
    /// Whether it stands in what is assigned: tables of lambdas are there to call them.
    is_assigned: bool,
    /// Whether instructions are read of what cannot be known.
    reads_unknown: bool,
}

impl<'a> Walk<'_, 'a> {
    fn finish(mut self) -> LookedAt {
        let mut definitions = std::mem::take(&mut self.lambdas);
        let uses = std::mem::take(&mut self.uses);
        let marshals = self.readers.imports(MARSHAL);
        let (read, handed_on): (Vec<_>, Vec<_>) = uses.iter().partition(|(use_, _)| match use_ {
            Use::Read | Use::ReadAlone => true,
            Use::HandedOn => false,
            Use::CodeHandedOn => marshals,
        });
        for (use_, path) in read {
            let found = self.find(path);
            self.reads_unknown |= found.is_empty() && *use_ == Use::Read;
            definitions.extend(found.iter().map(|definition| definition.at));
        }
        if self.reads_unknown {
            // Classes and bound methods are passed around for many reasons, and seldom disassembled.
            let named = handed_on.iter().filter_map(|(_, path)| Some((path.root?, path)));
            let found = named
                .filter(|(root, _)| !SELVES.contains(root))
                .flat_map(|(root, path)| self.find_in_scopes(root, path));
            definitions.extend(found.filter(|found| found.scope.is_none()).map(|found| found.at));
            definitions.extend(&self.handed_on);
        }
        LookedAt { definitions }
    }

    /// The definitions that `path` can mean.
    fn find(&self, path: &Path<'a>) -> Vec<Definition> {
        let exact = path
            .root
            .map(|root| self.find_in_scopes(root, path))
            .unwrap_or_default();
        match (path.attributes.last(), exact.is_empty()) {
            (Some(last), true) => self.methods.get(last).cloned().unwrap_or_default(),
            _ => exact,
        }
    }

    fn find_in_scopes(&self, root: &str, path: &Path<'a>) -> Vec<Definition> {
        let mut attributes = &path.attributes[..];
        let mut found = match (root, attributes) {
            (_, [first, rest @ ..]) if SELVES.contains(&root) => {
                attributes = rest;
                let class = self.scopes_around(path.scope).find(|scope| scope.class);
                class.and_then(|class| class.names.get(first)).cloned()
            }
            _ => {
                // The names of a class are not those of the functions in it.
                let scopes = self.scopes_around(path.scope).enumerate();
                scopes
                    .filter(|(n, scope)| *n == 0 || !scope.class)
                    .find_map(|(_, scope)| scope.names.get(root))
                    .cloned()
            }
        }
        .unwrap_or_default();
        for attribute in attributes {
            found = found
                .iter()
                .filter_map(|definition| self.scopes[definition.scope?].names.get(attribute))
                .flatten()
                .copied()
                .collect();
        }
        found
    }

    fn scopes_around(&self, scope: usize) -> impl Iterator<Item = &Scope<'a>> {
        let outer = |&scope: &usize| (scope > 0).then(|| self.scopes[scope].around);
        std::iter::successors(Some(scope), outer).map(|scope| &self.scopes[scope])
    }

    fn define(&mut self, name: &'a str, definition: Option<Definition>) {
        let names = &mut self.scopes[self.scope].names;
        names.entry(name).or_default().extend(definition);
    }

    /// Walks in a new scope.
    fn within(&mut self, class: bool, walk: impl FnOnce(&mut Self)) {
        let around = self.scope;
        self.scopes.push(Scope {
            around,
            class,
            names: HashMap::new(),
        });
        self.scope = self.scopes.len() - 1;
        walk(self);
        self.scope = around;
    }

    fn function(&mut self, function: &'a StmtFunctionDef) {
        let at = function.name.start().to_u32();
        let name = function.name.as_str();
        let definition = Definition { at, scope: None };
        self.define(name, Some(definition));
        if self.scopes[self.scope].class {
            self.methods.entry(name).or_default().push(definition);
        }
        for decorator in &function.decorator_list {
            self.called(&decorator.expression);
        }
        self.defaults(&function.parameters);
        self.within(false, |walk| {
            walk.parameters(&function.parameters);
            walk.visit_body(&function.body);
        });
    }

    fn class(&mut self, class: &'a StmtClassDef) {
        let definition = Definition {
            at: class.name.start().to_u32(),
            scope: Some(self.scopes.len()),
        };
        self.define(class.name.as_str(), Some(definition));
        self.within(true, |walk| walk.visit_body(&class.body));
        for decorator in &class.decorator_list {
            self.called(&decorator.expression);
        }
        if let Some(arguments) = &class.arguments {
            for base in arguments
                .args
                .iter()
                .chain(arguments.keywords.iter().map(|keyword| &keyword.value))
            {
                self.called(base);
            }
        }
    }

    fn assignment(&mut self, stmt: &'a Stmt, assign: &'a StmtAssign) {
        match (&assign.targets[..], &*assign.value) {
            ([Expr::Name(_)], Expr::Lambda(_)) => self.named_lambda(&assign.targets[0], &assign.value),
            ([Expr::Tuple(targets)], Expr::Tuple(values)) => {
                for (target, value) in targets.elts.iter().zip(&values.elts) {
                    self.named_lambda(target, value);
                }
            }
            // Only another name of it.
            ([Expr::Name(name)], Expr::Name(value)) => {
                let names = &mut self.scopes[self.scope].names;
                if let Some(same) = names.get(value.id.as_str()).cloned()
                    && !same.is_empty()
                {
                    names.entry(name.id.as_str()).or_default().extend(same);
                    return;
                }
            }
            _ => {}
        }
        let is_name =
            |target: &Expr| target.is_name_expr() || target.is_tuple_expr() || target.is_list_expr();
        match assign.targets.iter().any(is_name) {
            true => walk_stmt(self, stmt),
            false => self.for_others(|walk| walk_stmt(walk, stmt)),
        }
    }

    /// `target = lambda: ...`, which is as good as `def`.
    fn named_lambda(&mut self, target: &'a Expr, value: &Expr) {
        if let (Expr::Name(name), Expr::Lambda(lambda)) = (target, value) {
            let at = lambda.start().to_u32();
            self.define(name.id.as_str(), Some(Definition { at, scope: None }));
        }
    }

    /// Walks what does not get to functions of the module.
    fn for_others(&mut self, walk: impl FnOnce(&mut Self)) {
        let around = std::mem::replace(&mut self.is_kept, false);
        walk(self);
        self.is_kept = around;
    }

    /// Whether a function of the module may be called here, or a builtin that hands on what it gets: by a name that is not
    /// imported, or as an attribute of `self`.
    fn is_own(&self, callee: &Expr) -> bool {
        match callee {
            Expr::Name(name) => !self.readers.is_imported(name.id.as_str()),
            Expr::Attribute(attribute) => match &*attribute.value {
                Expr::Name(name) => SELVES.contains(&name.id.as_str()),
                Expr::Call(call) => matches!(&*call.func, Expr::Name(name) if name.id == "super"),
                _ => false,
            },
            _ => false,
        }
    }

    fn defaults(&mut self, parameters: &'a Parameters) {
        for parameter in parameters.iter_non_variadic_params() {
            if let Some(default) = parameter.default() {
                self.visit_expr(default);
            }
        }
    }

    fn parameters(&mut self, parameters: &'a Parameters) {
        for parameter in parameters {
            self.define(parameter.name().as_str(), None);
        }
    }

    /// What is called, or only named: it does not get into other hands, but what it is made of may.
    fn called(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Name(_) => {}
            Expr::Attribute(attribute) => self.attribute(attribute, false),
            Expr::Tuple(tuple) => tuple.elts.iter().for_each(|item| self.called(item)),
            _ => self.visit_expr(expr),
        }
    }

    fn attribute(&mut self, attribute: &'a ExprAttribute, is_value: bool) {
        let (name, value) = (attribute.attr.as_str(), &*attribute.value);
        let of_instructions = OF_INSTRUCTIONS.contains(&name);
        match value {
            // `f.__code__.co_code`
            Expr::Attribute(code) if is_code(code) && (of_instructions || OF_CODE.contains(&name)) => {
                let use_ = if of_instructions {
                    Use::Read
                } else {
                    Use::ReadAlone
                };
                self.add(use_, value);
            }
            _ if of_instructions => self.reads_unknown = true,
            _ if is_value && is_code(attribute) => self.add(Use::CodeHandedOn, value),
            _ if is_value => match self.readers.shows(value, Some(name)) {
                Some(shows) => self.reads_unknown |= shows == Shows::Instructions,
                None if self.is_kept => self.uses.push((Use::HandedOn, self.path(Some(name), value))),
                None => {}
            },
            _ => {}
        }
        self.called(value);
    }

    fn call(&mut self, call: &'a ExprCall) {
        self.called(&call.func);
        let asks_kind = match &*call.func {
            Expr::Name(name) => ASK_KIND.contains(&name.id.as_str()),
            _ => false,
        };
        let mut arguments = call.arguments.args.iter();
        if let Some(shows) = self.readers.shows(&call.func, None) {
            match arguments.next() {
                Some(read) => self.shown(shows, read),
                None => self.reads_unknown |= shows == Shows::Instructions,
            }
        }
        let is_own = self.is_own(&call.func);
        let around = std::mem::replace(&mut self.is_kept, is_own);
        let is_assigned = std::mem::replace(&mut self.is_assigned, false);
        for argument in arguments.chain(call.arguments.keywords.iter().map(|keyword| &keyword.value)) {
            match asks_kind {
                true => self.called(argument),
                false => self.visit_expr(argument),
            }
        }
        self.is_kept = around;
        self.is_assigned = is_assigned;
    }

    /// What is given to the disassembler.
    fn shown(&mut self, shows: Shows, expr: &'a Expr) {
        let use_ = match shows {
            Shows::Instructions => Use::Read,
            Shows::Lines => Use::ReadAlone,
        };
        match expr {
            // The text of a program, and what is compiled of one.
            Expr::StringLiteral(_) | Expr::FString(_) => {}
            Expr::Call(call) if matches!(&*call.func, Expr::Name(name) if name.id == "compile") => {}
            Expr::Name(_) | Expr::Attribute(_) | Expr::Call(_) | Expr::Lambda(_) => self.add(use_, expr),
            _ => self.reads_unknown |= use_ == Use::Read,
        }
        self.called(expr);
    }

    /// Adds a use of what `expr` is, or what it is the code or the frame of.
    fn add(&mut self, use_: Use, mut expr: &'a Expr) {
        while let Expr::Attribute(attribute) = expr
            && (is_code(attribute) || FRAMES.contains(&attribute.attr.as_str()))
        {
            expr = &attribute.value;
        }
        match expr {
            Expr::Lambda(lambda) if matches!(use_, Use::Read | Use::ReadAlone) => {
                self.lambdas.insert(lambda.start().to_u32());
            }
            _ => self.uses.push((use_, self.path(None, expr))),
        }
    }

    /// `expr`, or an attribute of it.
    fn path(&self, attribute: Option<&'a str>, expr: &'a Expr) -> Path<'a> {
        let mut path = Path {
            scope: self.scope,
            root: None,
            attributes: attribute.into_iter().collect(),
        };
        let mut at = expr;
        loop {
            at = match at {
                Expr::Attribute(attribute) => {
                    path.attributes.push(attribute.attr.as_str());
                    &attribute.value
                }
                // `C().method` is the class's, and `f().gi_code` is of `f`.
                Expr::Call(call) => &call.func,
                Expr::Name(name) => {
                    path.root = Some(name.id.as_str());
                    break;
                }
                _ => break,
            };
        }
        path.attributes.reverse();
        path
    }
}

fn is_code(attribute: &ExprAttribute) -> bool {
    CODE.contains(&attribute.attr.as_str())
}

impl<'a> Visitor<'a> for Walk<'_, 'a> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::FunctionDef(function) => self.function(function),
            Stmt::ClassDef(class) => self.class(class),
            Stmt::Raise(raise) => {
                for expr in raise.exc.iter().chain(&raise.cause) {
                    self.called(expr);
                }
            }
            Stmt::Assign(_) | Stmt::AnnAssign(_) | Stmt::AugAssign(_) => {
                let around = std::mem::replace(&mut self.is_assigned, true);
                match stmt {
                    Stmt::Assign(assign) => self.assignment(stmt, assign),
                    _ => walk_stmt(self, stmt),
                }
                self.is_assigned = around;
            }
            Stmt::Return(_) => self.for_others(|walk| walk_stmt(walk, stmt)),
            _ => walk_stmt(self, stmt),
        }
    }

    fn visit_annotation(&mut self, _: &'a Expr) {}

    fn visit_except_handler(&mut self, handler: &'a ExceptHandler) {
        let ExceptHandler::ExceptHandler(handler) = handler;
        if let Some(type_) = &handler.type_ {
            self.called(type_);
        }
        self.visit_body(&handler.body);
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Name(name) if name.ctx.is_load() => match self.readers.shows(expr, None) {
                Some(shows) => self.reads_unknown |= shows == Shows::Instructions,
                None if self.is_kept => self.add(Use::HandedOn, expr),
                None => {}
            },
            Expr::Attribute(attribute) => self.attribute(attribute, attribute.ctx.is_load()),
            Expr::Call(call) => self.call(call),
            Expr::Subscript(subscript) => {
                self.called(&subscript.value);
                self.visit_expr(&subscript.slice);
            }
            Expr::Dict(_) => self.for_others(|walk| walk_expr(walk, expr)),
            Expr::Lambda(lambda) => {
                if self.is_kept && !self.is_assigned {
                    self.handed_on.insert(lambda.start().to_u32());
                }
                if let Some(parameters) = &lambda.parameters {
                    self.defaults(parameters);
                }
                self.within(false, |walk| {
                    if let Some(parameters) = &lambda.parameters {
                        walk.parameters(parameters);
                    }
                    walk.visit_expr(&lambda.body);
                });
            }
            _ => walk_expr(self, expr),
        }
    }
}

#[cfg(test)]
mod tests;

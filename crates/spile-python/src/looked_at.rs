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

mod names;
mod words;

use std::collections::HashSet;

use ruff_python_ast::visitor::{Visitor, walk_expr, walk_stmt};
use ruff_python_ast::{
    ExceptHandler, Expr, ExprAttribute, ExprCall, ModModule, Parameters, Stmt, StmtAssign, StmtClassDef,
    StmtFunctionDef,
};
use ruff_text_size::{Ranged, TextSize};

use crate::bytecode_readers::{BytecodeReaders, Shows};
use names::{Definition, Names, Path, SELVES};
use words::{MARSHAL, OF_CODE, OF_INSTRUCTIONS, is_code, owner_of_code};

pub(crate) use words::may_look;

/// Builtins that ask what kind of thing their argument is, and no more.
const ASK_KIND: [&str; 6] = ["callable", "hasattr", "isinstance", "issubclass", "super", "type"];

/// The definitions that are read, by the byte at which their name starts, or their `lambda`.
#[derive(Debug, Default)]
pub(crate) struct LookedAt {
    definitions: HashSet<u32>,
}

impl LookedAt {
    pub(crate) fn of(module: &ModModule, readers: &BytecodeReaders<'_>) -> Self {
        let mut walk = Walk {
            readers,
            names: Names::new(),
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

struct Walk<'r, 'a> {
    readers: &'r BytecodeReaders<'a>,
    names: Names<'a>,
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
            let found = self.names.find(path);
            self.reads_unknown |= found.is_empty() && *use_ == Use::Read;
            definitions.extend(found.iter().map(|definition| definition.at));
        }
        if self.reads_unknown {
            // Classes and bound methods are passed around for many reasons, and seldom disassembled.
            let named = handed_on.iter().filter_map(|(_, path)| Some((path.root?, path)));
            let found = named
                .filter(|(root, _)| !SELVES.contains(root))
                .flat_map(|(root, path)| self.names.find_in_scopes(root, path));
            definitions.extend(found.filter(|found| found.scope.is_none()).map(|found| found.at));
            definitions.extend(&self.handed_on);
        }
        LookedAt { definitions }
    }

    /// Walks in a new scope.
    fn within(&mut self, class: bool, walk: impl FnOnce(&mut Self)) {
        let around = self.names.enter(class);
        walk(self);
        self.names.leave(around);
    }

    fn function(&mut self, function: &'a StmtFunctionDef) {
        let at = function.name.start().to_u32();
        self.names.define_function(function.name.as_str(), at);
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
        let at = class.name.start().to_u32();
        self.names.define_class(class.name.as_str(), at);
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
            ([Expr::Name(name)], Expr::Name(value))
                if self.names.define_same(name.id.as_str(), value.id.as_str()) =>
            {
                return;
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
            self.names
                .define(name.id.as_str(), Some(Definition { at, scope: None }));
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
            self.names.define(parameter.name().as_str(), None);
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
                None if self.is_kept => self
                    .uses
                    .push((Use::HandedOn, self.names.path(Some(name), value))),
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
    fn add(&mut self, use_: Use, expr: &'a Expr) {
        match owner_of_code(expr) {
            Expr::Lambda(lambda) if matches!(use_, Use::Read | Use::ReadAlone) => {
                self.lambdas.insert(lambda.start().to_u32());
            }
            expr => self.uses.push((use_, self.names.path(None, expr))),
        }
    }
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

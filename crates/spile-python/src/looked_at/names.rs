//! What the names of a module mean, as far as its definitions and parameters tell.

use std::collections::HashMap;

use ruff_python_ast::Expr;

/// What the first parameter of a method is called.
pub(super) const SELVES: [&str; 2] = ["cls", "self"];

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
pub(super) struct Definition {
    pub(super) at: u32,
    /// The scope of a class.
    pub(super) scope: Option<usize>,
}

/// Which definition is meant: `f`, `C.method`, `self.method`, `C().method`.
pub(super) struct Path<'a> {
    scope: usize,
    pub(super) root: Option<&'a str>,
    attributes: Vec<&'a str>,
}

/// The scopes of a module, and in which of them a walk is.
pub(super) struct Names<'a> {
    scopes: Vec<Scope<'a>>,
    scope: usize,
    /// All functions in classes.
    methods: HashMap<&'a str, Vec<Definition>>,
}

impl<'a> Names<'a> {
    pub(super) fn new() -> Self {
        Self {
            scopes: vec![Scope::default()],
            scope: 0,
            methods: HashMap::new(),
        }
    }

    /// Goes into a new scope, the body of a class or a function, and returns the one around it, which [`Names::leave`] takes.
    pub(super) fn enter(&mut self, class: bool) -> usize {
        let around = self.scope;
        self.scopes.push(Scope {
            around,
            class,
            names: HashMap::new(),
        });
        self.scope = self.scopes.len() - 1;
        around
    }

    pub(super) fn leave(&mut self, around: usize) {
        self.scope = around;
    }

    /// The definitions that `path` can mean.
    pub(super) fn find(&self, path: &Path<'a>) -> Vec<Definition> {
        let exact = path
            .root
            .map(|root| self.find_in_scopes(root, path))
            .unwrap_or_default();
        match (path.attributes.last(), exact.is_empty()) {
            (Some(last), true) => self.methods.get(last).cloned().unwrap_or_default(),
            _ => exact,
        }
    }

    pub(super) fn find_in_scopes(&self, root: &str, path: &Path<'a>) -> Vec<Definition> {
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

    pub(super) fn define(&mut self, name: &'a str, definition: Option<Definition>) {
        let names = &mut self.scopes[self.scope].names;
        names.entry(name).or_default().extend(definition);
    }

    /// A function, by the byte at which it is defined.
    pub(super) fn define_function(&mut self, name: &'a str, at: u32) {
        let definition = Definition { at, scope: None };
        self.define(name, Some(definition));
        if self.scopes[self.scope].class {
            self.methods.entry(name).or_default().push(definition);
        }
    }

    /// A class; what is entered next is its body.
    pub(super) fn define_class(&mut self, name: &'a str, at: u32) {
        let scope = Some(self.scopes.len());
        self.define(name, Some(Definition { at, scope }));
    }

    /// Makes `name` another name of what `same` means here. Returns whether that is known.
    pub(super) fn define_same(&mut self, name: &'a str, same: &str) -> bool {
        let names = &mut self.scopes[self.scope].names;
        match names.get(same).cloned() {
            Some(same) if !same.is_empty() => {
                names.entry(name).or_default().extend(same);
                true
            }
            _ => false,
        }
    }

    /// `expr`, or an attribute of it.
    pub(super) fn path(&self, attribute: Option<&'a str>, expr: &'a Expr) -> Path<'a> {
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

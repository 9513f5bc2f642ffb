//! Nodes and their IDs.

use std::collections::HashMap;
use std::fmt;

/// What a definition is. The discriminant is the number in traces and caches: never reuse one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum NodeKind {
    /// A function outside a class.
    Function = 1,
    /// A function whose direct parent is a class.
    Method = 2,
    /// An anonymous function.
    Lambda = 3,
    /// A function, also a method, that yields.
    Generator = 4,
    /// A function, also a method, that awaits.
    Coroutine = 5,
    /// A function, also a method, that awaits and yields.
    AsyncGenerator = 6,
    /// A class body.
    Class = 7,
    /// A module body.
    Module = 8,
    /// A function that the compiler calls, to replace the call by what it returns.
    Macro = 9,
}

impl NodeKind {
    /// All kinds, in the order of their numbers.
    pub const ALL: [Self; 9] = [
        Self::Function,
        Self::Method,
        Self::Lambda,
        Self::Generator,
        Self::Coroutine,
        Self::AsyncGenerator,
        Self::Class,
        Self::Module,
        Self::Macro,
    ];

    /// The kind with this number.
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| *kind as u8 == number)
    }

    /// Whether an activation of it can be suspended and resumed.
    pub fn suspends(self) -> bool {
        matches!(self, Self::Generator | Self::Coroutine | Self::AsyncGenerator)
    }

    /// Whether it is called when the program runs.
    pub fn is_function(self) -> bool {
        !matches!(self, Self::Class | Self::Module | Self::Macro)
    }

    /// Whether it is called, and has a name.
    pub fn is_named_function(self) -> bool {
        self.is_function() && self != Self::Lambda
    }

    /// The word for it in output and configuration.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Function => "function",
            Self::Method => "method",
            Self::Lambda => "lambda",
            Self::Generator => "generator",
            Self::Coroutine => "coroutine",
            Self::AsyncGenerator => "async_generator",
            Self::Class => "class",
            Self::Module => "module",
            Self::Macro => "macro",
        }
    }
}

impl fmt::Display for NodeKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// Hands out the IDs of one module's definitions in source order: `module#definition.path`, and `~2`, `~3`, ... behind
/// what would otherwise be said twice. They are those that [`Outline::id`](crate::Outline::id) gives.
#[derive(Debug)]
pub struct IdAllocator {
    module: String,
    given: HashMap<String, u32>,
}

impl IdAllocator {
    /// IDs for the nodes of `module`.
    pub fn new(module: &str) -> Self {
        Self {
            module: module.to_owned(),
            given: HashMap::new(),
        }
    }

    /// The ID of a definition. `path` is the names from the module down to it, joined by dots.
    pub fn definition(&mut self, path: &str) -> String {
        let id = format!("{}#{path}", self.module);
        self.unique(id)
    }

    /// The ID of the module itself.
    pub fn module(&self) -> String {
        self.module.clone()
    }

    fn unique(&mut self, id: String) -> String {
        let count = self.given.entry(id.clone()).or_insert(0);
        *count += 1;
        if *count == 1 { id } else { format!("{id}~{count}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_given_once() {
        let mut ids = IdAllocator::new("shop.cart");
        assert_eq!(ids.definition("Cart.total"), "shop.cart#Cart.total");
        assert_eq!(ids.definition("Cart.total"), "shop.cart#Cart.total~2");
        assert_eq!(ids.module(), "shop.cart");
    }
}

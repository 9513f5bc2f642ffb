//! Selectors: expressions that select nodes.
//!
//! The language is the same on the command line, in configuration files and in builders:
//!
//! | selector | selects |
//! |---|---|
//! | `shop.**`, `module(shop.**)` | all nodes of the modules that the glob names |
//! | `shop.cart#Cart.*` | definitions with such a qualified name in such a module, and what is directly in them |
//! | `shop.cart#Cart.total:return:3fa2b1c0` | the node with this ID |
//! | `project` | all nodes of the project's own code |
//! | `file("src/**/views.py")` | all nodes of such files; paths from the project's directory on, or from `/` on |
//! | `name(Cart.*)` | definitions whose qualified name ends so, and what is directly in them |
//! | `kind(method, generator)` | definitions, statements and expressions of one of these kinds |
//! | `public`, `private` | definitions, by the language's own convention |
//! | `decorator(app.route)`, `base(Model)` | definitions with such a decorator or base, as written or as it is meant |
//! | `parameters(self, request)`, `arity(>= 2)` | functions that have these parameters, or as many |
//! | `line(10)`, `line(10-20)` | what begins on these lines, and the innermost definition around each |
//! | `size(>= 5)` | definitions with as many statements |
//! | `trivial` | definitions that are empty, or only give a constant, an attribute or a parameter |
//! | `calls(requests.*)`, `assigns(total)` | calls and assignments |
//! | `code("requests.get($URL, $$$)")` | what looks like this code; see [`code`](crate::CodePattern) |
//! | `pattern(recursive_functions)` | what the named pattern selects |
//! | `in(S)`, `has(S)` | what is in a node that S selects, what holds one |
//!
//! They are combined by `and`, `or`, `not` and parentheses, in this order of strength: `not`, `and`, `or`.

mod argument;
mod display;
mod parse;
mod prefilter;
mod select;

use std::fmt;
use std::ops::Range;

pub use prefilter::{SourceFacts, Tri};
pub use select::{NodeSet, Selection};

use crate::glob::{ModuleGlob, NameGlob, PathGlob};
use crate::id_text::NodeId;
use crate::patterns::Patterns;
use crate::{NodeKind, Visibility};

/// Selects nodes of a source.
#[derive(Clone, Debug, PartialEq)]
pub struct Selector {
    pub(crate) root: Expression,
}

impl Selector {
    /// Parses a selector such as `shop.** and not kind(lambda)`.
    ///
    /// # Errors
    /// Where `text` is no selector, with the place and, where one comes to mind, the remedy.
    pub fn parse(text: &str) -> Result<Self, SelectorError> {
        parse::parse(text)
    }

    /// The names of the patterns that it uses, each with its place in the text that was parsed.
    pub fn patterns(&self) -> Vec<&Word> {
        let mut found = Vec::new();
        self.root.visit(&mut |atom| {
            if let Atom::Pattern(word) = atom {
                found.push(word);
            }
        });
        found
    }

    /// The first module that it names whose name is that of one of `patterns`, which is probably what is meant.
    pub fn module_like_a_pattern(&self, patterns: &Patterns) -> Option<&str> {
        let mut found = None;
        self.root.visit(&mut |atom| {
            if let Atom::Module(glob) = atom
                && patterns.contains(glob.as_str())
            {
                found = found.or(Some(glob.as_str()));
            }
        });
        found
    }

    /// The kinds that it names.
    pub fn kinds(&self) -> Vec<&Word> {
        let mut found = Vec::new();
        self.root.visit(&mut |atom| {
            if let Atom::Kind(words) = atom {
                found.extend(words);
            }
        });
        found
    }

    /// Whether it names macros as what it selects, by `kind(macro)`. Whatever else selects one does not mean it: it runs when
    /// the program is compiled.
    pub fn asks_for_macros(&self) -> bool {
        self.root.asks_for_kind(NodeKind::Macro.word())
    }

    /// What it combines by `and`; nothing when it is one thing.
    pub fn parts(&self) -> Vec<Selector> {
        match &self.root {
            Expression::All(parts) => parts.iter().map(|part| Selector { root: part.clone() }).collect(),
            _ => Vec::new(),
        }
    }

    /// The pieces of code that it looks for.
    pub fn codes(&self) -> Vec<&Word> {
        let mut found = Vec::new();
        self.root.visit(&mut |atom| {
            if let Atom::Code(word) = atom {
                found.push(word);
            }
        });
        found
    }
}

/// A word and where it stands in the selector's text, in bytes. Words are equal wherever they stand.
#[derive(Clone, Debug)]
pub struct Word {
    /// The word.
    pub text: String,
    /// Its place.
    pub span: Range<usize>,
}

impl PartialEq for Word {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Expression {
    /// At least two.
    Any(Vec<Expression>),
    /// At least two.
    All(Vec<Expression>),
    Not(Box<Expression>),
    In(Box<Expression>),
    Has(Box<Expression>),
    Atom(Atom),
}

impl Expression {
    /// Whether it selects what is of this kind because it is.
    fn asks_for_kind(&self, kind: &str) -> bool {
        match self {
            Self::Any(parts) | Self::All(parts) => parts.iter().any(|part| part.asks_for_kind(kind)),
            Self::Not(_) | Self::In(_) | Self::Has(_) => false,
            Self::Atom(Atom::Kind(words)) => words.iter().any(|word| word.text == kind),
            Self::Atom(_) => false,
        }
    }

    fn visit<'a>(&'a self, look: &mut impl FnMut(&'a Atom)) {
        match self {
            Self::Any(parts) | Self::All(parts) => {
                for part in parts {
                    part.visit(look);
                }
            }
            Self::Not(part) | Self::In(part) | Self::Has(part) => part.visit(look),
            Self::Atom(atom) => look(atom),
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Atom {
    Module(ModuleGlob),
    Definition { module: ModuleGlob, name: NameGlob },
    Id { text: String, id: NodeId },
    Project,
    File(PathGlob),
    Name(NameGlob),
    Kind(Vec<Word>),
    Visibility(Visibility),
    Decorator(NameGlob),
    Base(NameGlob),
    Parameters(Vec<String>),
    Arity(Bounds),
    Line { first: u32, last: u32 },
    Size(Bounds),
    Trivial,
    Calls(NameGlob),
    Assigns(String),
    Code(Word),
    Pattern(Word),
}

/// Numbers from `least` to `most`, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Bounds {
    pub(crate) least: u32,
    pub(crate) most: u32,
}

impl Bounds {
    fn holds(self, number: u32) -> bool {
        (self.least..=self.most).contains(&number)
    }
}

/// Why a text is no selector.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectorError {
    message: String,
    span: Range<usize>,
    help: Option<String>,
}

impl SelectorError {
    pub(crate) fn new(message: impl Into<String>, span: Range<usize>) -> Self {
        Self {
            message: message.into(),
            span,
            help: None,
        }
    }

    pub(crate) fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// What is wrong.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Where, in bytes of the text.
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// What to do.
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }
}

impl fmt::Display for SelectorError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match &self.help {
            Some(help) => write!(f, "; {help}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for SelectorError {}

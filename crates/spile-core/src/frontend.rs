//! What a front end gives: the nodes of a source, and their weaving.

use std::collections::BTreeMap;
use std::fmt;

use spile_source::{ByteRange, Insertions};

use crate::{Module, NodeKind, Outline};

/// Which actions happen at which nodes of one source. Only entry and exit of whole definitions yet.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// Whether class bodies are watched as well.
    pub class_bodies: bool,
    /// Whether the module's own body is watched as well.
    pub module_body: bool,
    /// The version of the language, major and minor, that the program runs on; the newest that the front end knows when
    /// it is not said. Positions of instructions differ between versions.
    pub language: Option<(u8, u8)>,
    /// The definitions, by node ID, for which less is done than can be: the program's language does not take more.
    pub limits: BTreeMap<String, Limit>,
}

/// What is not done at one definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// It gets no handler: the recorder finds out where an exception leaves it.
    NoHandler,
    /// It is left alone, for this reason.
    Alone(NotWoven),
}

/// A woven node: a row of the site table. Its number within the source is its place in [`Weaving::sites`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// The node ID.
    pub id: String,
    /// The definition's path below the module, for people.
    pub name: String,
    /// What it is.
    pub kind: NodeKind,
    /// The whole node in the original text.
    pub range: ByteRange,
    /// Its first line, 1-based, without decorators.
    pub line: u32,
    /// Its last line, 1-based.
    pub end_line: u32,
    /// Whether a probe tells when an exception leaves it.
    pub has_handler: bool,
}

/// Why a node was left as it was. The text behind it is what a user reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum NotWoven {
    /// Inside an f-string or template string.
    InsideFormattedString,
    /// Inside an annotation, whose text the program can see.
    InsideAnnotation,
    /// A lambda that yields.
    YieldingLambda,
    /// A library reads what the compiler made of it.
    ReadByLibrary,
    /// The plan does not ask for it.
    NotAskedFor,
    /// The language allows no block more in it.
    NestedBlocks,
    /// The language allows no more indentation.
    Indentation,
    /// It nests deeper than the walk or the compiler goes.
    TooDeep,
    /// The compiler makes something of it that cannot be finished.
    UnknownShape,
    /// The compiler refuses it, in whatever way.
    Refused,
}

impl fmt::Display for NotWoven {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::InsideFormattedString => {
                "it stands inside a formatted string, whose text the program can see"
            }
            Self::InsideAnnotation => "it stands inside an annotation, whose text the program can see",
            Self::YieldingLambda => "it is a lambda that yields",
            Self::ReadByLibrary => "a library that the module imports reads its bytecode",
            Self::NotAskedFor => "no rule asks for it",
            Self::NestedBlocks => "with probes it has more nested blocks than the language allows",
            Self::Indentation => "with probes it is indented deeper than the language allows",
            Self::TooDeep => "with probes it nests deeper than the compiler goes",
            Self::UnknownShape => "this interpreter compiles its probes in an unknown way",
            Self::Refused => "this interpreter does not compile it with probes",
        })
    }
}

/// A node that was left as it was, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// The node.
    pub node: Site,
    /// Why it was left.
    pub reason: NotWoven,
}

/// A plan woven into one source.
#[derive(Clone, Debug, Default)]
pub struct Weaving {
    /// What to insert into the original text.
    pub insertions: Insertions,
    /// The woven nodes, in source order.
    pub sites: Vec<Site>,
    /// The nodes left alone, in source order.
    pub skipped: Vec<Skipped>,
    /// What every probe's constant starts with: not found anywhere in the original text.
    pub mark: String,
}

/// A front end: everything that Spile knows about one language.
pub trait Frontend {
    /// Why a source cannot be read.
    type ParseError: std::error::Error;

    /// Weaves `plan` into `source`, the text of the module `module`. The same input gives the same output everywhere.
    ///
    /// # Errors
    /// When `source` cannot be parsed. A node that cannot be woven is no error, it is listed in [`Weaving::skipped`].
    fn weave(&self, source: &str, module: &str, plan: &Plan) -> Result<Weaving, Self::ParseError>;

    /// What `source`, the text of `module`, consists of. The same input gives the same output everywhere.
    ///
    /// # Errors
    /// When `source` cannot be parsed.
    fn outline(&self, source: &str, module: Module<'_>) -> Result<Outline, Self::ParseError>;
}

//! What a front end gives: the nodes of a source, and their weaving.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use spile_source::{ByteRange, Insertions};

use crate::{CodePattern, Module, NodeKind, Outline, Pattern};

/// Which actions happen at which nodes of one source. Only entry and exit of whole definitions yet.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// Which definitions are asked for.
    pub asks: Asks,
    /// The version of the language, major and minor, that the program runs on; the newest that the front end knows when
    /// it is not said. Positions of instructions differ between versions.
    pub language: Option<(u8, u8)>,
    /// The definitions, by node ID, for which less is done than can be: the program's language does not take more.
    pub limits: BTreeMap<String, Limit>,
}

/// Which definitions of a source are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asks {
    /// All functions; with `bodies` the bodies of classes and of the module as well.
    Everything {
        /// Whether bodies are asked for.
        bodies: bool,
        /// Whether the calls that functions make are told.
        outside: bool,
    },
    /// Some definitions, by their IDs.
    Only {
        /// Of all definitions: why one is not asked for, or nothing for one that is.
        refusals: BTreeMap<String, Option<NotWoven>>,
        /// Those whose calls are told.
        outside: BTreeSet<String>,
    },
}

impl Default for Asks {
    fn default() -> Self {
        Self::Everything {
            bodies: false,
            outside: false,
        }
    }
}

impl Asks {
    /// Whether any definition is asked for.
    pub fn asks_for_any(&self) -> bool {
        match self {
            Self::Everything { .. } => true,
            Self::Only { refusals, .. } => refusals.values().any(Option::is_none),
        }
    }

    /// Why the definition with this ID is not asked for, if it is not.
    pub fn refusal(&self, id: &str, kind: NodeKind) -> Option<NotWoven> {
        match self {
            Self::Everything { bodies, .. } => NotWoven::of_kind(kind, *bodies, false),
            Self::Only { refusals, .. } => refusals.get(id).copied().unwrap_or(Some(NotWoven::NotAskedFor)),
        }
    }

    /// Whether the calls are told that the definition with this ID makes.
    pub fn asks_for_calls(&self, id: &str) -> bool {
        match self {
            Self::Everything { outside, .. } => *outside,
            Self::Only { outside, .. } => outside.contains(id),
        }
    }

    /// What is asked for of all definitions by their IDs, see [`Asks::Only`]; no calls.
    pub fn only(refusals: BTreeMap<String, Option<NotWoven>>) -> Self {
        Self::Only {
            refusals,
            outside: BTreeSet::new(),
        }
    }
}

/// What is not done at one definition, though it is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limit {
    /// It gets no handler: the recorder finds out where an exception leaves it.
    pub no_handler: bool,
    /// Its calls are not told.
    pub no_calls: bool,
    /// Why it is left alone, if it is.
    pub alone: Option<NotWoven>,
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
    /// The program itself reads what the compiler made of it.
    LookedAt,
    /// No rule selects it.
    NotAskedFor,
    /// The last rule that selects it says not to.
    RuledOut,
    /// It is the body of a class or module, and those are not asked for.
    BodyNotAskedFor,
    /// It is a macro.
    Macro,
    /// It is in one of Spile's own modules.
    OwnModule,
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
    /// It runs when the program is compiled.
    RunsAtCompileTime,
    /// It is data: code that is quoted.
    Quoted,
    /// It has no body of its own.
    NoBody,
    /// It stands inside what a macro is given, which may look at it.
    InsideMacroCall,
    /// The module defines functions by a word of its own.
    OwnDefinitions,
    /// It is written in a way that the weaver does not know.
    UnknownForm,
}

impl NotWoven {
    /// Whether what is left alone for this reason runs when the program does. What is quoted, what runs when the program is
    /// compiled, and what has no body do not.
    pub fn runs_with_program(self) -> bool {
        !matches!(self, Self::Quoted | Self::RunsAtCompileTime | Self::NoBody)
    }

    /// Why a definition of this kind is not woven unless it is asked for by itself.
    pub(crate) fn of_kind(kind: NodeKind, bodies: bool, macros: bool) -> Option<Self> {
        match kind {
            NodeKind::Macro => (!macros).then_some(Self::Macro),
            kind => (!bodies && !kind.is_function()).then_some(Self::BodyNotAskedFor),
        }
    }
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
            Self::LookedAt => "its module reads the bytecode of functions, perhaps of this one",
            Self::NotAskedFor => "no rule asks for it",
            Self::RuledOut => "a rule says not to record it",
            Self::BodyNotAskedFor => {
                "it is the body of a class or module, which are recorded where a rule says `bodies = true`"
            }
            Self::Macro => {
                "it is a macro, which runs when the program is compiled, and is recorded where a target says `kind(macro)`"
            }
            Self::OwnModule => "it is in one of Spile's own modules, which are never recorded",
            Self::NestedBlocks => "with probes it has more nested blocks than the language allows",
            Self::Indentation => "with probes it is indented deeper than the language allows",
            Self::TooDeep => "with probes it nests deeper than the compiler goes",
            Self::UnknownShape => "this interpreter compiles its probes in an unknown way",
            Self::Refused => "this interpreter does not compile it with probes",
            Self::RunsAtCompileTime => "it runs when the program is compiled",
            Self::Quoted => "it stands inside quoted code",
            Self::NoBody => "it has no body of its own",
            Self::InsideMacroCall => "it stands inside what a macro is given, which may look at it",
            Self::OwnDefinitions => "its module takes `def` from somewhere else",
            Self::UnknownForm => "it is written in a way that the weaver does not know",
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

    /// Weaves into `source`, the text of `module`, what `ask` asks for when it sees the outline, by a plan that is `plan`
    /// but for that. Gives what [`Self::outline`] and [`Self::weave`] would, and reads the source once.
    ///
    /// # Errors
    /// When `source` cannot be parsed.
    fn weave_asked(
        &self,
        source: &str,
        module: Module<'_>,
        plan: &mut Plan,
        ask: impl FnOnce(&Outline) -> Asks,
    ) -> Result<(Outline, Weaving), Self::ParseError>;

    /// Reads code with holes: see [`CodePattern`].
    ///
    /// # Errors
    /// When it is neither an expression nor statements of the language.
    fn code_pattern(&self, code: &str) -> Result<CodePattern, Self::ParseError>;

    /// The patterns of this language and its frameworks.
    fn patterns(&self) -> &'static [&'static Pattern];

    /// The words that `kind(...)` knows: labels of definitions, and kinds of statements and expressions.
    fn kinds(&self) -> &'static [&'static str];
}

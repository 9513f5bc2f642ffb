//! What a trace says about a site: a probe's place in the source.

/// One site as the weaver describes it. Its number is given by [`Recorder::define_sites`](crate::Recorder::define_sites).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteRow {
    /// The node ID, unique in the run: `module#definition.path`.
    pub id: String,
    /// The qualified name in the module, for people: `Cart.total`.
    pub name: String,
    /// What is executed here.
    pub kind: SiteKind,
    /// First line, 1-based.
    pub start_line: u32,
    /// Last line, 1-based, inclusive.
    pub end_line: u32,
    /// First UTF-8 byte of the node in the file, 0-based.
    pub start: u32,
    /// The UTF-8 byte after the node.
    pub end: u32,
}

/// A node that was asked for and left alone, as the weaver describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkippedRow {
    /// The node ID.
    pub id: String,
    /// What it is.
    pub kind: SiteKind,
    /// Whether all of it is on one line.
    pub is_one_line: bool,
    /// Why it was left alone.
    pub reason: String,
}

/// Added to the number of a kind where all of the node is on one line.
pub(crate) const ONE_LINE: u64 = 64;

impl SiteRow {
    /// Whether all of it is on one line.
    pub fn is_one_line(&self) -> bool {
        self.start_line == self.end_line
    }
}

/// What is executed at a site.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[repr(u8)]
pub enum SiteKind {
    /// None of the others, or one that this version does not know.
    #[default]
    Other = 0,
    /// A function outside any class.
    Function = 1,
    /// A function in a class.
    Method = 2,
    /// An anonymous function.
    Lambda = 3,
    /// A function whose activations can be suspended and resumed by their caller.
    Generator = 4,
    /// A function whose activations are awaited.
    Coroutine = 5,
    /// A function that awaits, and yields to a caller that awaits.
    AsyncGenerator = 6,
    /// A module's or class's body.
    Body = 7,
    /// Not a place: what the program marks by a name.
    Mark = 8,
}

impl SiteKind {
    /// The word for it, in lower case: `async generator`.
    pub fn as_str(self) -> &'static str {
        match self {
            SiteKind::Other => "other",
            SiteKind::Function => "function",
            SiteKind::Method => "method",
            SiteKind::Lambda => "lambda",
            SiteKind::Generator => "generator",
            SiteKind::Coroutine => "coroutine",
            SiteKind::AsyncGenerator => "async generator",
            SiteKind::Body => "body",
            SiteKind::Mark => "mark",
        }
    }

    /// The kind with this number in the file.
    pub(crate) fn from_u8(number: u8) -> SiteKind {
        match number {
            1 => SiteKind::Function,
            2 => SiteKind::Method,
            3 => SiteKind::Lambda,
            4 => SiteKind::Generator,
            5 => SiteKind::Coroutine,
            6 => SiteKind::AsyncGenerator,
            7 => SiteKind::Body,
            _ => SiteKind::Other,
        }
    }
}

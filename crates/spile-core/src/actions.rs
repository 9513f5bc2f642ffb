//! What can be done at one definition, beyond that it is selected.

/// The actions at one definition. Nothing is done by default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Actions {
    /// Record entry and exit.
    pub entry_exit: Option<EntryExit>,
    /// Record variables.
    pub variables: Vec<Variables>,
    /// Record the values of expressions.
    pub expressions: Vec<TrackedExpression>,
    /// Run code that the user supplies.
    pub code: Vec<CustomCode>,
}

/// What is recorded of entry and exit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EntryExit {
    /// The arguments.
    pub arguments: bool,
    /// The value that is returned.
    pub value: bool,
    /// How long it took.
    pub duration: bool,
    /// What becomes of a call that is the last thing a function does.
    pub tail_calls: TailCalls,
    /// Whether an exception that leaves it is recorded. What is the last thing a function does is awaited then.
    pub exceptions: bool,
}

/// What becomes of a call that is the last thing a function does, in languages that make it without a frame of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TailCalls {
    /// It stays one: the exit is recorded before it.
    #[default]
    Keep,
    /// It is awaited, and takes a frame.
    Await,
}

/// Variables to record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variables {
    /// Their names; all of them when there are none.
    pub names: Vec<String>,
    /// When.
    pub at: Moment,
}

/// When something happens during an activation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Moment {
    /// Before its first statement.
    Entry,
    /// Before it returns.
    BeforeReturn,
    /// When an exception leaves it.
    OnError,
    /// Behind what ends on this line, 1-based.
    AfterLine(u32),
}

/// An expression whose value is recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrackedExpression {
    /// Its node ID.
    pub node: String,
    /// For a pipeline: the values between its steps too.
    pub intermediate: bool,
}

/// Code that the user supplies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomCode {
    /// Where it runs.
    pub at: CodePlace,
    /// The code.
    pub code: Code,
    /// The variables of the program that it sees. All others are its own.
    pub context: Vec<String>,
}

/// Where custom code runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodePlace {
    /// At a moment of the activation.
    At(Moment),
    /// Before the node with this ID.
    BeforeNode(String),
}

/// Custom code, as it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Code {
    /// As text.
    Text(String),
    /// As a tree of the host language, which has it under this number.
    Numbered(u32),
}

impl Actions {
    /// Entry and exit, and nothing about values.
    pub fn entry_and_exit() -> Self {
        Self {
            entry_exit: Some(EntryExit::default()),
            ..Self::default()
        }
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

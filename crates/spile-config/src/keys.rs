//! The one description of the keys of a configuration. The reader, the JSON schema, `--help` and the table of
//! docs/configuration.md are made of it, so that they cannot tell different things.

use crate::actions;

/// A key of a table.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// As it is written.
    pub name: &'static str,
    /// What it takes.
    pub kind: Kind,
    /// What it means, without a full stop.
    pub summary: &'static str,
    /// The option of `spile run` that says the same.
    pub flag: Option<&'static str>,
    /// What holds without it, for people.
    pub default: Option<&'static str>,
    /// Whether the table must have it.
    pub is_required: bool,
}

/// What a key takes.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Kind {
    /// A whole number in this range, both ends included.
    Integer {
        /// The least.
        least: i64,
        /// The most.
        most: i64,
    },
    /// `true` or `false`.
    Boolean,
    /// One of these words, each with what it means.
    Word(&'static [(&'static str, &'static str)]),
    /// One of these words, or a boolean: `false` for none, `true` for the first.
    WordOrBoolean(&'static [(&'static str, &'static str)]),
    /// A text.
    Text,
    /// A name: letters, digits, `_`, `-` and `.`.
    Name,
    /// A path; from the directory of the configuration file on.
    Path,
    /// A number of bytes, or a text such as `200MiB`.
    Size,
    /// A selector.
    Selector,
    /// A selector or a list of them, of which one is enough.
    Selectors {
        /// How many there must be.
        least: usize,
    },
    /// The name of an action.
    Action,
    /// A list of names of actions.
    Actions,
    /// A table.
    Table(fn() -> Section),
    /// A table of tables, by names that the user chooses; where the section has a key `short`, its value alone will do.
    Named {
        /// The tables.
        section: fn() -> Section,
        /// The key that can stand for the table.
        short: Option<&'static str>,
    },
    /// A list of tables.
    Tables(fn() -> Section),
}

/// A table.
#[derive(Clone, Debug)]
pub struct Section {
    /// As it is written: `[run]`.
    pub title: &'static str,
    /// What it is for, without a full stop.
    pub summary: &'static str,
    /// Its keys.
    pub keys: Vec<Key>,
}

impl Section {
    /// Where its keys stand, for people: `in [run]`.
    pub fn place(&self) -> String {
        match self.title {
            FILE => "at the top of the configuration".into(),
            title => format!("in {title}"),
        }
    }

    /// The key with this name.
    pub fn key(&self, name: &str) -> Option<&Key> {
        self.keys.iter().find(|key| key.name == name)
    }
}

impl Key {
    const fn new(name: &'static str, kind: Kind, summary: &'static str) -> Self {
        Self {
            name,
            kind,
            summary,
            flag: None,
            default: None,
            is_required: false,
        }
    }

    const fn flag(mut self, flag: &'static str) -> Self {
        self.flag = Some(flag);
        self
    }

    const fn default(mut self, default: &'static str) -> Self {
        self.default = Some(default);
        self
    }

    const fn required(mut self) -> Self {
        self.is_required = true;
        self
    }
}

/// The title of the whole file.
const FILE: &str = "spile.toml";

/// The version of the format.
pub(crate) const VERSION: i64 = 1;

/// `targets`.
pub const TARGETS: Key = Key::new("targets", Kind::Selectors { least: 1 }, "What to record: `shop.**` is shop and all below, `*` one name, `**` everything; any selector, such as `shop.** and not trivial`")
    .flag("--target")
    .default("the project's own code");
/// `exclude`.
pub const EXCLUDE: Key = Key::new(
    "exclude",
    Kind::Selectors { least: 0 },
    "What not to record, whatever the rules say",
)
.flag("--exclude");
/// `run.output`.
pub const OUTPUT: Key = Key::new(
    "output",
    Kind::Path,
    "Where to put the trace; an earlier trace there is replaced, but for one that a run still writes",
)
.flag("--output")
.default(".spile/runs/TIME-PID in the project");
/// `run.keep`.
pub const KEEP: Key = Key::new(
    "keep",
    Kind::Integer {
        least: 1,
        most: 1_000_000,
    },
    "How many runs of the project to keep",
)
.flag("--keep")
.default("10");
/// `run.limit`.
pub const LIMIT: Key = Key::new(
    "limit",
    Kind::Size,
    "How large the events of the run may get on disk, all processes together",
)
.flag("--limit")
.default("1GiB");
/// `run.mode`.
pub const MODE: Key = Key::new(
    "mode",
    Kind::Word(&[
        ("ring", "The oldest events make room for the newest"),
        ("full", "What comes later is not recorded, only counted"),
    ]),
    "What happens at the limit",
)
.flag("--mode")
.default("ring");
/// `run.console`.
pub const CONSOLE: Key = Key::new(
    "console",
    Kind::WordOrBoolean(&[
        ("simple", "Names and durations"),
        ("detailed", "Time, process, lane and line, too"),
        ("json", "One JSON object a line"),
    ]),
    "Print calls to standard error while they happen",
)
.flag("--console")
.default("false");
/// `run.bodies`.
pub const BODIES: Key = Key::new(
    "bodies",
    Kind::Boolean,
    "Record the bodies of classes and modules as well, not functions alone",
)
.flag("--bodies")
.default("false");
/// `run.outside`.
pub const OUTSIDE: Key = Key::new(
    "outside",
    Kind::Boolean,
    "Tell apart the time that each function's calls spend in what is not recorded: C, dependencies (Python)",
)
.flag("--outside")
.default("false");
/// `run.quiet`.
pub const QUIET: Key = Key::new("quiet", Kind::Boolean, "Do not print the closing lines")
    .flag("--quiet")
    .default("false");

/// The whole file.
pub fn file() -> Section {
    Section {
        title: FILE,
        summary: "The configuration; in `pyproject.toml` the same stands below `[tool.spile]`",
        keys: vec![
            Key::new(
                "version",
                Kind::Integer {
                    least: VERSION,
                    most: VERSION,
                },
                "The version of the format",
            )
            .default("1"),
            TARGETS,
            EXCLUDE,
            Key::new("run", Kind::Table(run), "How to record"),
            Key::new(
                "patterns",
                Kind::Named {
                    section: pattern,
                    short: Some("selector"),
                },
                "Selectors with a name, for `pattern(NAME)`",
            ),
            Key::new(
                "actions",
                Kind::Named {
                    section: action,
                    short: None,
                },
                "Actions with options and a name of their own, for `actions` of a rule",
            ),
            Key::new(
                "rules",
                Kind::Tables(rule),
                "What to do where; later rules win, each key by itself",
            ),
        ],
    }
}

/// `[run]`.
pub fn run() -> Section {
    Section {
        title: "[run]",
        summary: "What options of `spile run` say; they win",
        keys: vec![OUTPUT, KEEP, LIMIT, MODE, CONSOLE, BODIES, OUTSIDE, QUIET],
    }
}

/// `[patterns.NAME]`.
pub fn pattern() -> Section {
    Section {
        title: "[patterns.NAME]",
        summary: "A selector with a name; `patterns.NAME = \"SELECTOR\"` for short",
        keys: vec![
            Key::new("selector", Kind::Selector, "What it selects").required(),
            Key::new("summary", Kind::Text, "What it is, for people"),
        ],
    }
}

/// `[actions.NAME]`.
pub fn action() -> Section {
    let mut keys = vec![
        Key::new("action", Kind::Action, "The action whose options these are").required(),
        Key::new("summary", Kind::Text, "What it does, for people"),
    ];
    keys.extend(actions::option_keys());
    Section {
        title: "[actions.NAME]",
        summary: "Options of an action under a name",
        keys,
    }
}

/// `[[rules]]`.
pub fn rule() -> Section {
    let mut keys = vec![
        Key::new("name", Kind::Name, "Its name, for people and for `spile explain`")
            .default("rule-1, rule-2, ..."),
        Key::new("target", Kind::Selectors { least: 1 }, "Where it holds").required(),
        Key::new(
            "exclude",
            Kind::Selectors { least: 0 },
            "Where it does not hold all the same",
        ),
        Key::new(
            "actions",
            Kind::Actions,
            "What to do there, each as if its keys were written here before the others",
        ),
    ];
    keys.extend(actions::setting_keys());
    Section {
        title: "[[rules]]",
        summary: "What to do where",
        keys,
    }
}

/// All sections that have keys, the file first.
pub fn sections() -> Vec<Section> {
    vec![file(), run(), pattern(), action(), rule()]
}

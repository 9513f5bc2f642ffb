//! Whether a configuration has the shape that `keys` describes.

use crate::error::{Problem, ProblemKind};
use crate::item::{Entry, Item, Node, Span};
use crate::keys::{self, Key, Kind, Section};
use crate::origin::Origin;
use crate::size::parse_size;
use spile_core::Selector;
use spile_core::nearest;

/// Finds what in `item` is not as `section` describes it.
pub(crate) fn check(origin: &Origin, item: &Item, section: &Section) -> Vec<Problem> {
    let mut checker = Checker {
        origin,
        problems: Vec::new(),
    };
    checker.table(item, section, "");
    checker.problems
}

struct Checker<'a> {
    origin: &'a Origin,
    problems: Vec<Problem>,
}

impl Checker<'_> {
    fn table(&mut self, item: &Item, section: &Section, path: &str) {
        let Node::Table(entries) = &item.node else {
            return self.wrong_type(item, path, "a table");
        };
        for entry in entries {
            let below = join(path, &entry.key);
            match section.key(&entry.key) {
                Some(key) => self.value(key, &entry.item, &below),
                None => self.unknown_key(entry, section, &below),
            }
        }
        for key in section.keys.iter().filter(|key| key.is_required) {
            if !entries.iter().any(|entry| entry.key == key.name) {
                let mut problem = Problem::new(
                    ProblemKind::MissingKey,
                    format!("`{}` is missing", key.name),
                    self.origin.place(item.span.as_ref(), path),
                );
                problem.help = Some(format!("{}: {}", key.name, key.summary.to_lowercase()));
                self.problems.push(problem);
            }
        }
    }

    fn value(&mut self, key: &Key, item: &Item, path: &str) {
        match (key.kind, &item.node) {
            (Kind::Integer { least, most }, Node::Integer(number)) => {
                if !(least..=most).contains(number) {
                    self.out_of_range(key, item, path);
                }
            }
            (Kind::Boolean | Kind::WordOrBoolean(_), Node::Boolean(_)) => {}
            (Kind::Word(words) | Kind::WordOrBoolean(words), Node::Text(text)) => {
                self.word(words, text, item, path);
            }
            (Kind::Text, Node::Text(_)) => {}
            (Kind::Name, Node::Text(text)) => {
                if !is_name(text) {
                    self.bad_name(text, item.span.as_ref(), path);
                }
            }
            (Kind::Path, Node::Text(text)) => {
                if text.is_empty() || text.contains('\0') {
                    self.wrong_value(item, path, "this is no path");
                }
            }
            (Kind::Size, Node::Integer(number)) => {
                if *number < 0 {
                    self.wrong_value(item, path, "a size is not negative");
                }
            }
            (Kind::Size, Node::Text(text)) => {
                if let Err(why) = parse_size(text) {
                    self.wrong_value(item, path, &why);
                }
            }
            (Kind::Selector | Kind::Selectors { .. }, Node::Text(text)) => self.selector(text, item, path),
            (Kind::Selectors { least }, Node::List(items)) => {
                if items.len() < least {
                    self.wrong_value(item, path, "the list is empty");
                }
                self.each(items, path, "a selector, a text,", |this, text, item, path| {
                    this.selector(text, item, path);
                });
            }
            // Which actions there are is looked at when all of them are known.
            (Kind::Action, Node::Text(_)) => {}
            (Kind::Actions, Node::List(items)) => {
                self.each(items, path, "the name of an action", |_, _, _, _| {})
            }
            (Kind::Table(section), Node::Table(_)) => self.table(item, &section(), path),
            (Kind::Named { section, short }, Node::Table(entries)) => {
                for entry in entries {
                    self.named(entry, &section(), short, &join(path, &entry.key));
                }
            }
            (Kind::Tables(section), Node::List(items)) => {
                for (index, item) in items.iter().enumerate() {
                    self.table(item, &section(), &format!("{path}[{index}]"));
                }
            }
            (kind, _) => self.wrong_type(item, path, &kind.expected()),
        }
    }

    fn named(&mut self, entry: &Entry, section: &Section, short: Option<&str>, path: &str) {
        if !is_name(&entry.key) {
            self.bad_name(&entry.key, entry.key_span.as_ref(), path);
        }
        match (short.and_then(|short| section.key(short)), &entry.item.node) {
            (_, Node::Table(_)) | (None, _) => self.table(&entry.item, section, path),
            (Some(key), _) => self.value(key, &entry.item, path),
        }
    }

    fn each(
        &mut self,
        items: &[Item],
        path: &str,
        expected: &str,
        mut check: impl FnMut(&mut Self, &str, &Item, &str),
    ) {
        for (index, item) in items.iter().enumerate() {
            let path = format!("{path}[{index}]");
            match &item.node {
                Node::Text(text) => check(self, text, item, &path),
                _ => self.wrong_type(item, &path, expected),
            }
        }
    }

    fn selector(&mut self, text: &str, item: &Item, path: &str) {
        if let Err(error) = Selector::parse(text) {
            let place = self.origin.place_in(item.span.as_ref(), text, error.span(), path);
            let mut problem = Problem::new(ProblemKind::Selector, error.message(), place);
            problem.help = error.help().map(str::to_owned);
            self.problems.push(problem);
        }
    }

    fn word(&mut self, words: &[(&'static str, &'static str)], text: &str, item: &Item, path: &str) {
        let names = || words.iter().map(|(word, _)| *word);
        if !names().any(|word| word == text) {
            let help = match nearest(text, names()) {
                Some(word) => format!("did you mean `{word}`?"),
                None => format!("it takes {}", listed(names())),
            };
            let problem = Problem::new(
                ProblemKind::WrongValue,
                format!("`{}` does not take `{text}`", last(path)),
                self.origin.place(item.span.as_ref(), path),
            );
            self.problems.push(problem.with_help(Some(help)));
        }
    }

    fn unknown_key(&mut self, entry: &Entry, section: &Section, path: &str) {
        let name = &*entry.key;
        let help = match nearest(name, section.keys.iter().map(|key| key.name)) {
            Some(word) => format!("did you mean `{word}`?"),
            None => match keys::sections().iter().find(|other| other.key(name).is_some()) {
                Some(other) => format!("the key `{name}` stands {}", other.place()),
                None if path == "tool" => {
                    "keys below `[tool.spile]` are read from files called pyproject.toml; elsewhere they stand at the top".into()
                }
                None => format!("the keys here are {}", listed(section.keys.iter().map(|key| key.name))),
            },
        };
        let problem = Problem::new(
            ProblemKind::UnknownKey,
            format!("there is no key `{name}` {}", section.place()),
            self.origin.place(entry.key_span.as_ref(), path),
        );
        self.problems.push(problem.with_help(Some(help)));
    }

    fn bad_name(&mut self, name: &str, span: Option<&Span>, path: &str) {
        let problem = Problem::new(
            ProblemKind::WrongValue,
            format!("{name:?} cannot be a name"),
            self.origin.place(span, path),
        );
        let help = "a name has letters, digits, `_`, `-` and `.`, and begins with a letter or `_`";
        self.problems.push(problem.with_help(Some(help.into())));
    }

    fn out_of_range(&mut self, key: &Key, item: &Item, path: &str) {
        let problem = if key.name == "version" {
            Problem::new(
                ProblemKind::Version,
                format!(
                    "this version of Spile reads configurations of version {}",
                    keys::VERSION
                ),
                self.origin.place(item.span.as_ref(), path),
            )
            .with_help(Some("write `version = 1`, or use a newer Spile".into()))
        } else {
            Problem::new(
                ProblemKind::WrongValue,
                format!("`{}` takes {}", key.name, key.kind.expected()),
                self.origin.place(item.span.as_ref(), path),
            )
        };
        self.problems.push(problem);
    }

    fn wrong_value(&mut self, item: &Item, path: &str, why: &str) {
        let problem = Problem::new(
            ProblemKind::WrongValue,
            format!("`{}`: {why}", last(path)),
            self.origin.place(item.span.as_ref(), path),
        );
        self.problems.push(problem);
    }

    fn wrong_type(&mut self, item: &Item, path: &str, expected: &str) {
        let name = match last(path) {
            "" => "the configuration",
            name => name,
        };
        let problem = Problem::new(
            ProblemKind::WrongType,
            format!("`{name}` takes {expected}"),
            self.origin.place(item.span.as_ref(), path),
        );
        self.problems
            .push(problem.with_label(format!("this is {}", item.type_name())));
    }
}

impl Kind {
    /// What it takes, for people.
    pub fn expected(&self) -> String {
        match self {
            Self::Integer { least, most } if least == most => format!("the number {least}"),
            Self::Integer { least, most } => format!("a whole number from {least} to {most}"),
            Self::Boolean => "`true` or `false`".into(),
            Self::Word(words) => listed(words.iter().map(|(word, _)| *word)),
            Self::WordOrBoolean(words) => {
                listed(words.iter().map(|(word, _)| *word).chain(["true", "false"]))
            }
            Self::Text => "a text".into(),
            Self::Name => "a name".into(),
            Self::Path => "a path".into(),
            Self::Size => "a size such as \"200MiB\"".into(),
            Self::Selector => "a selector, a text".into(),
            Self::Selectors { .. } => "a selector or a list of selectors".into(),
            Self::Action => "the name of an action".into(),
            Self::Actions => "a list of names of actions".into(),
            Self::Table(_) => "a table".into(),
            Self::Named { section, short: _ } => format!("tables: {}", section().title),
            Self::Tables(section) => format!("tables: {}", section().title),
        }
    }
}

/// `a, b or c`, each in back quotes.
pub(crate) fn listed<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let words: Vec<String> = words.map(|word| format!("`{word}`")).collect();
    match &words[..] {
        [] => "none".into(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} or {last}", rest.join(", ")),
    }
}

pub(crate) fn join(path: &str, key: &str) -> String {
    if path.is_empty() {
        key.to_owned()
    } else {
        format!("{path}.{key}")
    }
}

fn last(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && text.chars().all(|c| c.is_alphanumeric() || "_-.".contains(c))
}

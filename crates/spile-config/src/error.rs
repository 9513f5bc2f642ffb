//! What is wrong with a configuration, and where.

use std::fmt;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use crate::item::Span;

/// A text that places point into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Source {
    /// As it is shown: the path of a file.
    pub(crate) name: String,
    /// Without a byte order mark.
    pub(crate) text: String,
}

/// Where something is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// These bytes of the file.
    File(Span),
    /// The whole file.
    WholeFile,
    /// These bytes of a text that was given in another way: `rules[0].target`, `--target`.
    Given { name: String, text: String, span: Span },
    /// What was given in another way, as a whole.
    Named(String),
}

/// What kind of mistake it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ProblemKind {
    /// The file cannot be read.
    Unreadable,
    /// The file is not UTF-8.
    NotUtf8,
    /// The file is not TOML.
    Syntax,
    /// A `pyproject.toml` that was asked for has no `[tool.spile]`.
    NoSection,
    /// The configuration is of a version that this Spile does not know.
    Version,
    /// No such key.
    UnknownKey,
    /// A key that must be there is not.
    MissingKey,
    /// A value of another type than the key takes.
    WrongType,
    /// A value that the key does not take.
    WrongValue,
    /// Not a selector.
    Selector,
    /// No pattern of this name.
    UnknownPattern,
    /// No kind of this name.
    UnknownKind,
    /// Code in a selector that cannot be read.
    Code,
    /// No action of this name.
    UnknownAction,
    /// A pattern or an action that is made of itself.
    Cycle,
    /// Patterns that are made of others that are made of others, and so on.
    TooDeep,
    /// The same name or key twice.
    Duplicate,
    /// Nothing wrong, but hardly what is meant.
    Pointless,
}

/// One mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub(crate) kind: ProblemKind,
    pub(crate) message: String,
    pub(crate) place: Place,
    pub(crate) label: String,
    /// Another place in the file that it is in conflict with.
    pub(crate) second: Option<(Span, String)>,
    pub(crate) help: Option<String>,
    pub(crate) is_warning: bool,
}

impl Problem {
    pub(crate) fn new(kind: ProblemKind, message: impl Into<String>, place: Place) -> Self {
        Self {
            kind,
            message: message.into(),
            place,
            label: String::new(),
            second: None,
            help: None,
            is_warning: false,
        }
    }

    pub(crate) fn with_label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    pub(crate) fn with_help(mut self, help: Option<String>) -> Self {
        self.help = help;
        self
    }

    /// What kind of mistake it is.
    pub fn kind(&self) -> ProblemKind {
        self.kind
    }

    /// What is wrong, in one line.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to do about it.
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }

    /// The bytes of the file that it is about, counted without a byte order mark; none for what is not in a file.
    pub fn span(&self) -> Option<std::ops::Range<usize>> {
        match &self.place {
            Place::File(span) => Some(span.clone()),
            _ => None,
        }
    }

    /// Another place of the file that has to do with it, in the same way.
    pub fn second_span(&self) -> Option<std::ops::Range<usize>> {
        self.second.as_ref().map(|(span, _)| span.clone())
    }

    /// As it is shown to people: several lines, with the lines of the source.
    pub(crate) fn render(&self, source: Option<&Source>) -> String {
        let level = if self.is_warning {
            Level::WARNING
        } else {
            Level::ERROR
        };
        let title = level.primary_title(&*self.message);
        let group = match (&self.place, source) {
            (Place::File(span), Some(source)) => {
                let snippet = Snippet::source(&*source.text).path(&*source.name);
                let primary = AnnotationKind::Primary.span(visible(&source.text, span));
                let mut snippet = snippet.annotation(primary.label(&*self.label));
                if let Some((span, label)) = &self.second {
                    let context = AnnotationKind::Context.span(visible(&source.text, span));
                    snippet = snippet.annotation(context.label(&**label));
                }
                title.element(snippet)
            }
            (Place::WholeFile, Some(source)) => title.element(annotate_snippets::Origin::path(&*source.name)),
            (Place::Given { name, text, span }, _) => {
                let primary = AnnotationKind::Primary.span(visible(text, span));
                title.element(
                    Snippet::source(&**text)
                        .path(&**name)
                        .annotation(primary.label(&*self.label)),
                )
            }
            (Place::Named(name), _) => title.element(annotate_snippets::Origin::path(&**name)),
            _ => annotate_snippets::Group::with_title(title),
        };
        let group = match &self.help {
            Some(help) => group.element(Level::HELP.message(&**help)),
            None => group,
        };
        Renderer::plain().render(&[group])
    }
}

/// The part of `span` to underline: of a table that goes over many lines, the first.
fn visible(text: &str, span: &Span) -> Span {
    let start = span.start.min(text.len());
    let end = span.end.clamp(start, text.len());
    let n_line = text[start..end].find(['\r', '\n']).unwrap_or(end - start);
    start..start + n_line
}

/// Nobody reads more of them at once.
const MAX_SHOWN: usize = 20;

/// Why a configuration cannot be used: all that is wrong with it, in the order of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    source: Option<Source>,
    problems: Vec<Problem>,
}

impl ConfigError {
    pub(crate) fn one(source: Option<Source>, problem: Problem) -> Box<Self> {
        Self::many(source, vec![problem])
    }

    pub(crate) fn many(source: Option<Source>, mut problems: Vec<Problem>) -> Box<Self> {
        problems.sort_by_key(|problem| problem.span().map(|span| span.start));
        Box::new(Self { source, problems })
    }

    /// What is wrong; at least one thing.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The file's path, as it was given.
    pub fn file(&self) -> Option<&str> {
        self.source.as_ref().map(|source| &*source.name)
    }
}

impl fmt::Display for ConfigError {
    /// As rustc shows errors: what, where, the line, why, and what to do.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = self.problems.iter().take(MAX_SHOWN);
        let shown: Vec<String> = shown
            .map(|problem| problem.render(self.source.as_ref()))
            .collect();
        f.write_str(&shown.join("\n\n"))?;
        match self.problems.len().saturating_sub(MAX_SHOWN) {
            0 => Ok(()),
            n_more => write!(f, "\n\nand {n_more} errors more"),
        }
    }
}

impl std::error::Error for ConfigError {}

//! The canonical text of a selector, which parses to the same selector.

use std::fmt::{self, Write};

use super::{Atom, Bounds, Expression, Selector};
use crate::Visibility;

impl fmt::Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.root)
    }
}

impl Expression {
    /// How strongly it holds together: `or` the least.
    fn strength(&self) -> u8 {
        match self {
            Self::Any(_) => 0,
            Self::All(_) => 1,
            _ => 2,
        }
    }

    fn fmt_within(&self, strength: u8, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.strength() < strength {
            write!(f, "({self})")
        } else {
            write!(f, "{self}")
        }
    }
}

impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Any(parts) | Self::All(parts) => {
                let (word, strength) = match self {
                    Self::Any(_) => (" or ", 1),
                    _ => (" and ", 2),
                };
                for (i, part) in parts.iter().enumerate() {
                    if i > 0 {
                        f.write_str(word)?;
                    }
                    part.fmt_within(strength, f)?;
                }
                Ok(())
            }
            Self::Not(part) => {
                f.write_str("not ")?;
                part.fmt_within(2, f)
            }
            Self::In(part) => write!(f, "in({part})"),
            Self::Has(part) => write!(f, "has({part})"),
            Self::Atom(atom) => atom.fmt(f),
        }
    }
}

impl fmt::Display for Atom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Module(glob) if parses_alone(self, glob.as_str()) => f.write_str(glob.as_str()),
            Self::Module(glob) => call(f, "module", [Quoted(glob.as_str())]),
            Self::Definition { module, name } => write!(f, "{}#{}", module.as_str(), name.as_str()),
            Self::Id { text, .. } if parses_alone(self, text) => f.write_str(text),
            Self::Id { text, .. } => call(f, "id", [Quoted(text)]),
            Self::Project => f.write_str("project"),
            Self::File(glob) => call(f, "file", [Quoted(glob.as_str())]),
            Self::Name(glob) => call(f, "name", [Argument(glob.as_str())]),
            Self::Kind(words) => call(f, "kind", words.iter().map(|word| Argument(&word.text))),
            Self::Visibility(Visibility::Public) => f.write_str("public"),
            Self::Visibility(Visibility::Private) => f.write_str("private"),
            Self::Decorator(glob) => call(f, "decorator", [Argument(glob.as_str())]),
            Self::Base(glob) => call(f, "base", [Argument(glob.as_str())]),
            Self::Parameters(names) => call(f, "parameters", names.iter().map(|name| Argument(name))),
            Self::Arity(bounds) => call(f, "arity", [bounds]),
            Self::Line { first, last } => call(
                f,
                "line",
                [Bounds {
                    least: *first,
                    most: *last,
                }],
            ),
            Self::Size(bounds) => call(f, "size", [bounds]),
            Self::Trivial => f.write_str("trivial"),
            Self::Calls(glob) => call(f, "calls", [Argument(glob.as_str())]),
            Self::Assigns(name) => call(f, "assigns", [Argument(name)]),
            Self::Code(word) => call(f, "code", [Quoted(&word.text)]),
            Self::Pattern(word) => call(f, "pattern", [Argument(&word.text)]),
        }
    }
}

/// Whether `text` by itself is read as `atom` again, and not as a word of the language.
fn parses_alone(atom: &Atom, text: &str) -> bool {
    is_plain(text) && Selector::parse(text).is_ok_and(|read| read.root == Expression::Atom(atom.clone()))
}

/// Whether a word can stand outside of parentheses.
fn is_plain(word: &str) -> bool {
    !word.contains(|c: char| c.is_whitespace() || "(),\"".contains(c))
}

fn call<T: fmt::Display>(
    f: &mut fmt::Formatter<'_>,
    name: &str,
    arguments: impl IntoIterator<Item = T>,
) -> fmt::Result {
    write!(f, "{name}(")?;
    for (i, argument) in arguments.into_iter().enumerate() {
        if i > 0 {
            f.write_str(", ")?;
        }
        write!(f, "{argument}")?;
    }
    f.write_char(')')
}

struct Quoted<'a>(&'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_char('"')?;
        for character in self.0.chars() {
            match character {
                '\n' => f.write_str("\\n")?,
                '"' | '\\' => write!(f, "\\{character}")?,
                _ => f.write_char(character)?,
            }
        }
        f.write_char('"')
    }
}

/// In parentheses, quoted when it must be.
struct Argument<'a>(&'a str);

impl fmt::Display for Argument<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if is_plain(&self.0.replace("()", "")) && !self.0.is_empty() {
            f.write_str(self.0)
        } else {
            Quoted(self.0).fmt(f)
        }
    }
}

impl fmt::Display for Bounds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.least, self.most) {
            (least, most) if least == most => write!(f, "{least}"),
            (least, u32::MAX) => write!(f, ">= {least}"),
            (0, most) => write!(f, "<= {most}"),
            (least, most) => write!(f, "{least}-{most}"),
        }
    }
}

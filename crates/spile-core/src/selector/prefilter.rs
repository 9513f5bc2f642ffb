//! What can be told about a file before it is parsed: from its module's name, its path, and the words in its text.

use super::{Atom, Expression, Selector};
use crate::glob::ModuleGlob;
use crate::patterns::Patterns;

/// Whether a selector selects something of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tri {
    /// Nothing.
    No,
    /// It takes a look at the syntax.
    Maybe,
    /// Everything.
    Yes,
}

impl Tri {
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::No, _) | (_, Self::No) => Self::No,
            (Self::Yes, Self::Yes) => Self::Yes,
            _ => Self::Maybe,
        }
    }

    fn not(self) -> Self {
        match self {
            Self::No => Self::Yes,
            Self::Maybe => Self::Maybe,
            Self::Yes => Self::No,
        }
    }

    fn or(self, other: Self) -> Self {
        self.not().and(other.not()).not()
    }

    fn of(decided: bool) -> Self {
        if decided { Self::Yes } else { Self::No }
    }
}

/// What is known of a source before it is parsed.
#[derive(Clone, Copy, Debug)]
pub struct SourceFacts<'a> {
    /// The module's name; where a source holds several, what the source itself is called.
    pub module: &'a str,
    /// Whether the source can hold several modules, with names that only the text tells.
    pub holds_modules: bool,
    /// Its file, with `/`: relative to the project for files of the project, else absolute. `None` while nobody knows it.
    pub file: Option<&'a str>,
    /// Whether the file is the project's own code.
    pub is_project: bool,
    /// Its text; `None` before it is read.
    pub text: Option<&'a str>,
}

impl SourceFacts<'_> {
    /// Whether the glob names the module of the source; one of the modules, where it can hold several.
    fn may_be(&self, glob: &ModuleGlob) -> Tri {
        if !self.holds_modules {
            return Tri::of(glob.matches(self.module));
        }
        // What is outside of all modules goes by the name of the source itself.
        if glob.matches(self.module) && glob.as_str() == "**" {
            return Tri::Yes;
        }
        glob.last_literal().map_or(Tri::Maybe, |word| self.may_name(word))
    }

    /// Whether `word` can stand for something that the source names: it is in the text, or in the module's own name, which
    /// qualified names of its definitions start with.
    pub(crate) fn may_name(&self, word: &str) -> Tri {
        // Names in other letters have several spellings, and some of those are these words.
        let absent = self
            .text
            .is_some_and(|text| text.is_ascii() && !has_word(text, word))
            && !self.module.contains(word);
        if absent { Tri::No } else { Tri::Maybe }
    }
}

fn has_word(text: &str, word: &str) -> bool {
    memchr::memmem::find(text.as_bytes(), word.as_bytes()).is_some()
}

impl Selector {
    /// What it selects of a source, as far as can be told without parsing it.
    pub fn may_match(&self, facts: &SourceFacts<'_>, patterns: &Patterns) -> Tri {
        self.root.may_match(facts, patterns)
    }
}

impl Expression {
    fn may_match(&self, facts: &SourceFacts<'_>, patterns: &Patterns) -> Tri {
        match self {
            Self::Any(parts) => parts
                .iter()
                .fold(Tri::No, |found, part| found.or(part.may_match(facts, patterns))),
            Self::All(parts) => parts
                .iter()
                .fold(Tri::Yes, |found, part| found.and(part.may_match(facts, patterns))),
            Self::Not(part) => part.may_match(facts, patterns).not(),
            // Nothing is in itself: not everything can be in something, or hold something.
            Self::In(part) | Self::Has(part) => part.may_match(facts, patterns).and(Tri::Maybe),
            Self::Atom(atom) => atom.may_match(facts, patterns),
        }
    }
}

impl Atom {
    fn may_match(&self, facts: &SourceFacts<'_>, patterns: &Patterns) -> Tri {
        match self {
            Self::Module(glob) => facts.may_be(glob),
            Self::Definition { module, .. } => facts.may_be(module).and(Tri::Maybe),
            Self::Id { id, .. } if facts.holds_modules => match id.module() {
                // The last name stands where the module is defined, whatever is around it.
                Some(module) if module != facts.module => {
                    let last = module.rsplit('.').next().unwrap_or(module);
                    let is_name = last
                        .bytes()
                        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
                    if is_name { facts.may_name(last) } else { Tri::Maybe }
                }
                _ => Tri::Maybe,
            },
            Self::Id { id, .. } => Tri::of(id.may_be_in(facts.module)).and(Tri::Maybe),
            Self::Project => match facts.file {
                Some(_) => Tri::of(facts.is_project),
                None => Tri::Maybe,
            },
            Self::File(glob) => match facts.file {
                Some(file) => Tri::of(glob.matches(file)),
                None => Tri::Maybe,
            },
            Self::Name(glob) | Self::Decorator(glob) | Self::Base(glob) | Self::Calls(glob) => {
                glob.needed_word().map_or(Tri::Maybe, |word| facts.may_name(word))
            }
            Self::Parameters(names) => names
                .iter()
                .fold(Tri::Maybe, |found, name| found.and(facts.may_name(name))),
            Self::Assigns(name) => facts.may_name(name.rsplit('.').next().unwrap_or(name)),
            Self::Pattern(word) => patterns.may_match(&word.text, facts),
            Self::Code(word) => {
                words_of_code(&word.text).fold(Tri::Maybe, |found, word| found.and(facts.may_name(word)))
            }
            Self::Kind(_)
            | Self::Visibility(_)
            | Self::Arity(_)
            | Self::Line { .. }
            | Self::Size(_)
            | Self::Trivial => Tri::Maybe,
        }
    }
}

/// The names in a piece of code that must stand in a text which looks like it: no holes, nothing quoted or numeric, which
/// can be written in other ways, and no comments.
fn words_of_code(code: &str) -> impl Iterator<Item = &str> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    let end = code.find(['"', '\'', '#']).unwrap_or(code.len());
    // What stands before a quote may be a prefix of the string.
    let sure = code[..end].trim_end_matches(is_word);
    let words = if end == code.len() { code } else { sure };
    let words = if code.contains(|c: char| c.is_ascii_digit()) {
        ""
    } else {
        words
    };
    words
        .split(move |c| !is_word(c))
        .filter(|word| word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_'))
        .filter(|word| word.is_ascii() && !word.contains('$'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(selector: &str, module: &str, text: &str) -> Tri {
        let facts = SourceFacts {
            module,
            holds_modules: false,
            file: Some("src/a.py"),
            is_project: true,
            text: Some(text),
        };
        let selector = Selector::parse(selector).unwrap();
        selector.may_match(&facts, &Patterns::default())
    }

    #[test]
    fn names_and_paths_decide() {
        assert_eq!(check("shop.**", "shop.cart", ""), Tri::Yes);
        assert_eq!(check("shop.** and not shop.cart", "shop.cart", ""), Tri::No);
        assert_eq!(check("project or other", "shop.cart", ""), Tri::Yes);
        assert_eq!(check("file(\"tests/**\")", "shop.cart", ""), Tri::No);
        assert_eq!(check("shop.cart#f", "shop.cart", ""), Tri::Maybe);
        assert_eq!(check("kind(function)", "shop.cart", ""), Tri::Maybe);
    }

    #[test]
    fn words_that_are_missing_decide() {
        assert_eq!(check("decorator(app.route)", "m", "@app.get"), Tri::No);
        assert_eq!(check("decorator(app.route)", "m", "@app.route"), Tri::Maybe);
        assert_eq!(check("not decorator(app.route)", "m", "@app.get"), Tri::Yes);
        assert_eq!(check("calls(m.*)", "m", ""), Tri::Maybe);
        assert_eq!(
            check("code(\"requests.get($URL, 'x')\")", "m", "requests.post"),
            Tri::No
        );
        assert_eq!(
            check(
                "code(\"requests.get($URL, 'x')\")",
                "m",
                "import requests\nrequests.get(a, \"x\")"
            ),
            Tri::Maybe
        );
        assert_eq!(check("has(calls(json.loads)) or a", "b", "json.dumps()"), Tri::No);
    }

    #[test]
    fn what_can_be_spelled_in_other_ways_decides_nothing() {
        for (selector, text) in [
            ("calls(builtins.*)", "print(1)"),
            ("calls(d()[])", "d(1)[0](2)"),
            ("calls(file)", "\u{fb01}le(1)"),
            ("code(\"g($X)  # fetch all\")", "g(1)"),
            ("code(\"b'x'\")", "B'x'"),
            ("code(\"1.e5\")", "100000.0"),
        ] {
            assert_eq!(check(selector, "m", text), Tri::Maybe, "{selector}");
        }
    }
}

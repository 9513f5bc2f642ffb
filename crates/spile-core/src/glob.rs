//! Globs over module names, qualified names and paths.

use std::fmt;

/// A glob over segments: `*` is any one segment or part of it, `**` any number of segments.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Segments(Vec<Segment>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Segment {
    AnyNumber,
    One(String),
}

impl Segments {
    fn parse(text: &str, separator: char) -> Result<Self, &'static str> {
        if text.is_empty() {
            return Err("it is empty");
        }
        let mut segments = Vec::new();
        for segment in text.split(separator) {
            segments.push(match segment {
                "**" => Segment::AnyNumber,
                "" => return Err("a segment of it is empty"),
                _ if segment.contains("**") => return Err("`**` stands for whole segments"),
                _ => Segment::One(segment.to_owned()),
            });
        }
        Ok(Self(segments))
    }

    fn matches(&self, name: &str, separator: char) -> bool {
        if name.is_empty() {
            return self.0.iter().all(|segment| *segment == Segment::AnyNumber);
        }
        let names: Vec<&str> = name.split(separator).collect();
        matches_from(&self.0, &names)
    }

    /// Segments without a star.
    fn literals(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|segment| match segment {
            Segment::One(one) if !one.contains('*') => Some(&**one),
            _ => None,
        })
    }
}

/// Matches as [`matches_segment`] does, segments for bytes and `**` for `*`.
fn matches_from(glob: &[Segment], name: &[&str]) -> bool {
    let (mut g, mut n) = (0, 0);
    let mut stars = None;
    while n < name.len() {
        match glob.get(g) {
            Some(Segment::AnyNumber) => {
                stars = Some((g + 1, n));
                g += 1;
                continue;
            }
            Some(Segment::One(one)) if matches_segment(one.as_bytes(), name[n].as_bytes()) => {
                (g, n) = (g + 1, n + 1);
                continue;
            }
            _ => {}
        }
        let Some((behind, taken)) = stars else {
            return false;
        };
        stars = Some((behind, taken + 1));
        (g, n) = (behind, taken + 1);
    }
    glob[g..].iter().all(|segment| *segment == Segment::AnyNumber)
}

/// Matches one segment in time proportional to the product of the lengths: the last `*` takes one byte more when what
/// follows it does not match.
fn matches_segment(glob: &[u8], name: &[u8]) -> bool {
    let (mut g, mut n) = (0, 0);
    let mut star = None;
    while n < name.len() {
        if glob.get(g) == Some(&b'*') {
            star = Some((g + 1, n));
            g += 1;
        } else if glob.get(g) == Some(&name[n]) {
            g += 1;
            n += 1;
        } else if let Some((behind, taken)) = star {
            star = Some((behind, taken + 1));
            (g, n) = (behind, taken + 1);
        } else {
            return false;
        }
    }
    glob[g..].iter().all(|&byte| byte == b'*')
}

/// Why a text is not a glob.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GlobError {
    glob: String,
    what: &'static str,
    reason: &'static str,
}

impl fmt::Display for GlobError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { glob, what, reason } = self;
        write!(f, "{glob:?} is not {what}: {reason}")
    }
}

impl std::error::Error for GlobError {}

/// A glob over dotted module names: `a.**` is `a` and everything below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModuleGlob {
    text: String,
    segments: Segments,
}

impl ModuleGlob {
    /// Parses a glob such as `shop.**`.
    ///
    /// # Errors
    /// When a segment is empty, or holds `**` beside other characters, or a character that no module name has.
    pub fn parse(text: &str) -> Result<Self, GlobError> {
        let fail = |reason| GlobError {
            glob: text.to_owned(),
            what: "a module glob such as `shop.cart` or `shop.**`",
            reason,
        };
        let segments = Segments::parse(text, '.').map_err(fail)?;
        let is_bad = |c: &char| "/\\:#()[]{}\"',;".contains(*c) || c.is_whitespace() || c.is_control();
        match text.chars().find(is_bad) {
            Some('/' | '\\') => Err(fail("modules are named with dots, not by file")),
            Some(_) => Err(fail("no module name has such a character")),
            None => Ok(Self {
                text: text.to_owned(),
                segments,
            }),
        }
    }

    /// Whether the glob selects the module `name`.
    pub fn matches(&self, name: &str) -> bool {
        self.segments.matches(name, '.')
    }

    /// The last of the names without a star.
    pub(crate) fn last_literal(&self) -> Option<&str> {
        self.segments.literals().last()
    }

    /// The glob as it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

/// A glob over the qualified names of definitions, or of what a source refers to: `Cart.*`, `flask.Flask().route`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameGlob {
    text: String,
    segments: Segments,
}

impl NameGlob {
    /// Parses a glob such as `Cart.*`.
    ///
    /// # Errors
    /// When a segment is empty or holds `**` beside other characters.
    pub fn parse(text: &str) -> Result<Self, GlobError> {
        let segments = Segments::parse(text, '.').map_err(|reason| GlobError {
            glob: text.to_owned(),
            what: "a glob over qualified names such as `Cart.*`",
            reason,
        })?;
        Ok(Self {
            text: text.to_owned(),
            segments,
        })
    }

    /// Whether the glob selects the qualified name `name`, from its first segment on.
    pub fn matches(&self, name: &str) -> bool {
        self.segments.matches(name, '.')
    }

    /// Whether the glob selects `name`, or what remains of it without some of the first segments.
    pub fn matches_end(&self, name: &str) -> bool {
        !name.is_empty()
            && (self.matches(name)
                || name
                    .match_indices('.')
                    .any(|(at, _)| self.matches(&name[at + 1..])))
    }

    /// A word that a source must hold in which something has a matching name; without one, any may. What a name means can
    /// be a builtin, whose module no source names, or be nothing but punctuation: `d()[]`.
    pub(crate) fn needed_word(&self) -> Option<&str> {
        let last = self.segments.literals().last()?;
        let is_name = |word: &str| {
            word.bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
                && !word.starts_with(|c: char| c.is_ascii_digit())
                && !matches!(word, "builtins" | "_" | "")
        };
        Some(last).filter(|word| is_name(word))
    }

    /// The glob as it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

/// A glob over paths with `/`, from the project's directory on: `src/**/views.py`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathGlob {
    text: String,
    segments: Segments,
}

impl PathGlob {
    /// Parses a glob such as `tests/**`.
    ///
    /// # Errors
    /// When a segment is empty, but for the first, or holds `**` beside other characters, or what is special in globs of others.
    pub fn parse(text: &str) -> Result<Self, GlobError> {
        let below = text.strip_prefix('/').unwrap_or(text);
        let fail = |reason| GlobError {
            glob: text.to_owned(),
            what: "a glob over paths such as `src/**/views.py`",
            reason,
        };
        if below.split('/').any(|part| matches!(part, "." | "..")) {
            return Err(fail(
                "paths begin at the project's directory, without `.` and `..`",
            ));
        }
        if below.contains(['?', '[', ']', '{', '}', '\\']) {
            return Err(fail(
                "`*` and `**` are all that is special, so write `*` for any other character that is",
            ));
        }
        let segments = Segments::parse(below, '/').map_err(fail)?;
        Ok(Self {
            text: text.to_owned(),
            segments,
        })
    }

    /// Whether the glob selects `path`: relative to the project for a glob that does not start with `/`.
    pub fn matches(&self, path: &str) -> bool {
        match (self.text.starts_with('/'), path.strip_prefix('/')) {
            (true, Some(below)) => self.segments.matches(below, '/'),
            (false, None) => self.segments.matches(path, '/'),
            _ => false,
        }
    }

    /// The glob as it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(glob: &str, hits: &[&str], misses: &[&str]) {
        let glob = ModuleGlob::parse(glob).unwrap();
        for name in hits {
            assert!(glob.matches(name), "{glob:?} {name}");
        }
        for name in misses {
            assert!(!glob.matches(name), "{glob:?} {name}");
        }
    }

    #[test]
    fn stars_match_segments() {
        check("a.**", &["a", "a.b", "a.b.c"], &["ab", "b", "b.a"]);
        check("a.*", &["a.b"], &["a", "a.b.c"]);
        check("**", &["a", "a.b"], &[]);
        check(
            "**.tests.test_*",
            &["tests.test_a", "x.tests.test_b"],
            &["tests.a", "tests.test_a.b"],
        );
        check("a.b", &["a.b"], &["a", "a.b.c"]);
        check(
            "*a*b",
            &["xaxb", "ab", "aab.".trim_end_matches('.')],
            &["ba", "abx"],
        );
    }

    #[test]
    fn many_stars_take_no_exponential_time() {
        let glob = ModuleGlob::parse(&"*a".repeat(40)).unwrap();
        assert!(!glob.matches(&("a".repeat(2_000) + "b")));
        let glob = ModuleGlob::parse(&("**.a.".repeat(40) + "b")).unwrap();
        assert!(!glob.matches(&("a.".repeat(2_000) + "c")));
        assert!(glob.matches(&("a.".repeat(2_000) + "b")));
    }

    #[test]
    fn a_bad_glob_says_why() {
        for bad in ["", "a..b", "a.b**", "src/a.py"] {
            assert!(ModuleGlob::parse(bad).is_err(), "{bad}");
        }
        for bad in ["a//b", "src/[ab].py", "src/?.py", "src/{a,b}.py", "src\\a.py"] {
            assert!(PathGlob::parse(bad).is_err(), "{bad}");
        }
        assert!(NameGlob::parse("Cart.").is_err());
    }

    #[test]
    fn a_path_is_relative_or_not() {
        let tests = PathGlob::parse("tests/**").unwrap();
        assert!(
            tests.matches("tests/a/b.py")
                && !tests.matches("/tests/a.py")
                && !tests.matches("src/tests/a.py")
        );
        let all = PathGlob::parse("/srv/**/views.py").unwrap();
        assert!(
            all.matches("/srv/views.py") && all.matches("/srv/a/views.py") && !all.matches("srv/views.py")
        );
    }

    #[test]
    fn a_name_may_be_matched_from_any_segment() {
        let glob = NameGlob::parse("Cart.*").unwrap();
        assert!(glob.matches_end("shop.Cart.total") && glob.matches_end("Cart.total"));
        assert!(!glob.matches_end("Cart") && !glob.matches_end("MyCart.total"));
        assert_eq!(
            NameGlob::parse("flask.Flask().route").unwrap().needed_word(),
            Some("route")
        );
        assert_eq!(NameGlob::parse("a.*").unwrap().needed_word(), Some("a"));
        for unknown in ["*", "builtins.*", "list().*", "d()[]", "_", "größe"] {
            assert_eq!(NameGlob::parse(unknown).unwrap().needed_word(), None, "{unknown}");
        }
    }
}

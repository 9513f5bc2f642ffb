//! Globs over dotted module names.

use std::fmt;

/// A glob over dotted names: `*` is any one segment or part of it, `**` any number of segments, and `a.**` is `a` and
/// everything below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModuleGlob {
    text: String,
    segments: Vec<Segment>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Segment {
    AnyNumber,
    One(String),
}

/// Why a text is not a glob.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GlobError {
    glob: String,
    reason: &'static str,
}

impl fmt::Display for GlobError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:?} is not a module glob: {}; write for example `shop.cart` or `shop.**`",
            self.glob, self.reason
        )
    }
}

impl std::error::Error for GlobError {}

impl ModuleGlob {
    /// Parses a glob such as `shop.**`.
    ///
    /// # Errors
    /// When a segment is empty, or holds `**` beside other characters, or a character that no module name has.
    pub fn parse(text: &str) -> Result<Self, GlobError> {
        let fail = |reason| {
            Err(GlobError {
                glob: text.to_owned(),
                reason,
            })
        };
        if text.is_empty() {
            return fail("it is empty");
        }
        let mut segments = Vec::new();
        for segment in text.split('.') {
            if segment == "**" {
                segments.push(Segment::AnyNumber);
            } else if segment.is_empty() {
                return fail("between two dots stands nothing");
            } else if segment.contains("**") {
                return fail("`**` stands for whole segments");
            } else if let Some(bad) = segment.chars().find(|c| "/\\:#()[]{}\"' ,;".contains(*c)) {
                return fail(if bad == '/' || bad == '\\' {
                    "modules are named with dots, not by file"
                } else {
                    "no module name has such a character"
                });
            } else {
                segments.push(Segment::One(segment.to_owned()));
            }
        }
        Ok(Self {
            text: text.to_owned(),
            segments,
        })
    }

    /// Whether the glob selects the module `name`.
    pub fn matches(&self, name: &str) -> bool {
        let segments: Vec<&str> = name.split('.').collect();
        matches_from(&self.segments, &segments)
    }

    /// The glob as it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

fn matches_from(glob: &[Segment], name: &[&str]) -> bool {
    match (glob, name) {
        ([], []) => true,
        ([Segment::AnyNumber, rest @ ..], _) => {
            (0..=name.len()).any(|skip| matches_from(rest, &name[skip..]))
        }
        ([Segment::One(one), rest @ ..], [first, others @ ..]) => {
            matches_segment(one.as_bytes(), first.as_bytes()) && matches_from(rest, others)
        }
        _ => false,
    }
}

fn matches_segment(glob: &[u8], name: &[u8]) -> bool {
    match (glob, name) {
        ([], []) => true,
        ([b'*', rest @ ..], _) => (0..=name.len()).any(|skip| matches_segment(rest, &name[skip..])),
        ([wanted, rest @ ..], [first, others @ ..]) => wanted == first && matches_segment(rest, others),
        _ => false,
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
    }

    #[test]
    fn a_bad_glob_says_why() {
        for bad in ["", "a..b", "a.b**", "src/a.py"] {
            assert!(ModuleGlob::parse(bad).is_err(), "{bad}");
        }
    }
}

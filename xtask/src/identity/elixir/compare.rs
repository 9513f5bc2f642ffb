//! What two runs say, compared: warnings of the compiler, and outcomes of tests.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A test that ended otherwise.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Difference {
    pub(super) test: String,
    pub(super) plain: String,
    pub(super) woven: String,
}

/// What a run of tests wrote down.
#[derive(Debug, Default)]
pub(super) struct Outcomes {
    /// By module and name; a name that was there twice has both outcomes.
    tests: BTreeMap<String, Vec<String>>,
    /// How often a woven function was entered.
    pub(super) entered: u64,
}

impl Outcomes {
    /// Reads what the formatter wrote.
    pub(super) fn read(text: &str) -> Self {
        let mut outcomes = Self::default();
        for line in text.lines() {
            let Some((outcome, rest)) = line.split_once('\t') else {
                continue;
            };
            if outcome == "entered" {
                outcomes.entered = rest.parse().unwrap_or_default();
                continue;
            }
            let of = outcomes.tests.entry(rest.replace('\t', " ")).or_default();
            of.push(outcome.to_owned());
            of.sort();
        }
        outcomes
    }

    /// How many tests there were.
    pub(super) fn count(&self) -> u64 {
        self.tests.values().map(|outcomes| outcomes.len() as u64).sum()
    }

    /// How many had this outcome.
    pub(super) fn with(&self, outcome: &str) -> u64 {
        let tests = self.tests.values().flatten();
        tests.filter(|is| *is == outcome).count() as u64
    }

    /// The tests whose outcomes are others in the woven run, and those that only one run has.
    pub(super) fn differences(&self, woven: &Self) -> Vec<Difference> {
        let said = |run: &Self, test: &str| {
            run.tests
                .get(test)
                .map_or("missing".to_owned(), |outcomes| outcomes.join(", "))
        };
        let mut tests: Vec<&String> = self.tests.keys().chain(woven.tests.keys()).collect();
        tests.sort();
        tests.dedup();
        tests
            .into_iter()
            .filter(|test| self.tests.get(*test) != woven.tests.get(*test))
            .map(|test| Difference {
                test: test.clone(),
                plain: said(self, test),
                woven: said(woven, test),
            })
            .collect()
    }
}

/// The warnings in a compiler's output, each with the places (file and line) that it names.
///
/// Columns and excerpts of the source are left out: here the compiler reads woven files, which only the compiler hook
/// leads back.
pub(super) fn warnings(log: &str) -> Vec<String> {
    let mut warnings: Vec<String> = Vec::new();
    for line in log.lines() {
        let line = line.trim();
        if let Some(at) = line.find("warning:") {
            warnings.push(line[at..].to_owned());
        } else if let (Some(last), Some(place)) = (warnings.last_mut(), place(line)) {
            last.push_str(" @ ");
            last.push_str(place);
        }
    }
    warnings.sort();
    warnings
}

/// `lib/a.ex:3` of a line that tells where a warning is: `└─ lib/a.ex:3:5: A.f/1`.
fn place(line: &str) -> Option<&str> {
    let line = line.trim_start_matches(['└', '─', ' ']);
    let word = line.split(' ').next()?;
    let (path, rest) = word.split_once(":")?;
    if !(path.ends_with(".ex") || path.ends_with(".exs")) {
        return None;
    }
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    (digits > 0).then(|| &word[..path.len() + 1 + digits])
}

/// What is in the second list and not, or less often, in the first. Both are sorted.
pub(super) fn new_ones(plain: &[String], woven: &[String]) -> Vec<String> {
    let mut left = plain.to_vec();
    woven
        .iter()
        .filter(|warning| match left.binary_search(warning) {
            Ok(at) => {
                left.remove(at);
                false
            }
            Err(_) => true,
        })
        .cloned()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_warning_is_the_same_whatever_its_column_and_excerpt() {
        let plain = "    warning: variable \"x\" is unused\n    │\n  3 │ def f(x), do: 1\n    │\n    └─ lib/a.ex:3:7: A.f/1\n";
        let woven = "    warning: variable \"x\" is unused\n    │\n  3 │ def f(p(x)), do: 1\n    │\n    └─ lib/a.ex:3:31: A.f/1\n";
        assert_eq!(
            warnings(plain),
            ["warning: variable \"x\" is unused @ lib/a.ex:3"]
        );
        assert_eq!(warnings(plain), warnings(woven));
        assert!(new_ones(&warnings(plain), &warnings(woven)).is_empty());
    }

    #[test]
    fn a_warning_at_another_line_or_once_more_is_new() {
        let plain = warnings("warning: old\n  lib/a.ex:3: A.f/1\n");
        let moved = warnings("warning: old\n  lib/a.ex:4: A.f/1\n");
        assert_eq!(new_ones(&plain, &moved), ["warning: old @ lib/a.ex:4"]);
        let twice = [plain.clone(), plain.clone()].concat();
        assert_eq!(new_ones(&plain, &twice), plain);
        assert!(new_ones(&twice, &plain).is_empty());
    }

    #[test]
    fn tests_are_compared_by_name() {
        let plain = Outcomes::read("passed\tA\t:a\nfailed\tA\t:b\npassed\tA\t:gone\nentered\t0\n");
        let woven = Outcomes::read("passed\tA\t:b\npassed\tA\t:a\nentered\t7\n");
        assert_eq!((plain.count(), plain.with("failed"), woven.entered), (3, 1, 7));
        let difference = |test: &str, plain: &str, woven: &str| Difference {
            test: test.into(),
            plain: plain.into(),
            woven: woven.into(),
        };
        assert_eq!(
            plain.differences(&woven),
            [
                difference("A :b", "failed", "passed"),
                difference("A :gone", "passed", "missing"),
            ]
        );
    }
}

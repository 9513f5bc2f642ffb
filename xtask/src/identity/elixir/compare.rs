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
    /// How many events were to be printed.
    pub(super) told: u64,
    /// How many were.
    pub(super) printed: u64,
}

impl Outcomes {
    /// Reads what the formatter wrote.
    pub(super) fn read(text: &str) -> Self {
        let mut outcomes = Self::default();
        for line in text.lines() {
            let Some((outcome, rest)) = line.split_once('\t') else {
                continue;
            };
            let counted = match outcome {
                "entered" => Some(&mut outcomes.entered),
                "told" => Some(&mut outcomes.told),
                "printed" => Some(&mut outcomes.printed),
                _ => None,
            };
            if let Some(counted) = counted {
                *counted = rest.parse().unwrap_or_default();
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
    fn differ(&self, woven: &Self) -> Vec<String> {
        let mut tests: Vec<&String> = self.tests.keys().chain(woven.tests.keys()).collect();
        tests.sort();
        tests.dedup();
        tests.retain(|test| self.tests.get(*test) != woven.tests.get(*test));
        tests.into_iter().cloned().collect()
    }

    fn of(&self, test: &str) -> String {
        self.tests
            .get(test)
            .map_or("missing".to_owned(), |outcomes| outcomes.join(", "))
    }
}

/// A test that is not steady: in runs of the same program it had several outcomes, one of them plain and woven.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Unsteady {
    pub(super) test: String,
    /// `3 passed, 2 failed`
    pub(super) plain: String,
    pub(super) woven: String,
}

/// All runs of the tests, plain and woven.
#[derive(Debug, Default)]
pub(super) struct Runs {
    pub(super) plain: Vec<Outcomes>,
    pub(super) woven: Vec<Outcomes>,
}

impl Runs {
    /// What is different in the first runs, and was in no later run.
    pub(super) fn compare(&self) -> (Vec<Difference>, Vec<Unsteady>) {
        let (mut differences, mut unsteady) = (Vec::new(), Vec::new());
        let (Some(plain), Some(woven)) = (self.plain.first(), self.woven.first()) else {
            return (differences, unsteady);
        };
        for test in plain.differ(woven) {
            let (plain, woven) = (counts(&self.plain, &test), counts(&self.woven, &test));
            if plain.keys().any(|outcome| woven.contains_key(outcome)) {
                unsteady.push(Unsteady {
                    plain: text(&plain),
                    woven: text(&woven),
                    test,
                });
            } else {
                let all = |of: &BTreeMap<String, usize>| of.keys().cloned().collect::<Vec<_>>().join(" or ");
                differences.push(Difference {
                    plain: all(&plain),
                    woven: all(&woven),
                    test,
                });
            }
        }
        (differences, unsteady)
    }
}

fn counts(runs: &[Outcomes], test: &str) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for run in runs {
        *counts.entry(run.of(test)).or_default() += 1;
    }
    counts
}

fn text(counts: &BTreeMap<String, usize>) -> String {
    let each = counts.iter().map(|(outcome, count)| format!("{count} {outcome}"));
    each.collect::<Vec<_>>().join(", ")
}

/// What becomes of the columns that a compiler tells.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Columns {
    Kept,
    Dropped,
}

/// The warnings in a compiler's output, each with the places that it names: file, line and column. Excerpts of the source are
/// left out.
pub(super) fn warnings(log: &str, columns: Columns) -> Vec<String> {
    let mut warnings: Vec<String> = Vec::new();
    for line in log.lines() {
        let line = line.trim();
        if let Some(at) = line.find("warning:") {
            warnings.push(line[at..].to_owned());
        } else if let (Some(last), Some(place)) = (warnings.last_mut(), place(line, columns)) {
            last.push_str(" @ ");
            last.push_str(place);
        }
    }
    warnings.sort();
    warnings
}

/// `lib/a.ex:3:5` of a line that tells where a warning is: `└─ lib/a.ex:3:5: A.f/1`.
fn place(line: &str, columns: Columns) -> Option<&str> {
    let line = line.trim_start_matches(['└', '─', ' ']);
    let word = line.split(' ').next()?;
    let (path, rest) = word.split_once(":")?;
    if !(path.ends_with(".ex") || path.ends_with(".exs")) {
        return None;
    }
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let end = match columns {
        Columns::Kept => word.trim_end_matches(':').len(),
        Columns::Dropped => path.len() + 1 + digits,
    };
    (digits > 0).then(|| &word[..end])
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
        let dropped = |log| warnings(log, Columns::Dropped);
        assert_eq!(dropped(plain), ["warning: variable \"x\" is unused @ lib/a.ex:3"]);
        assert_eq!(dropped(plain), dropped(woven));
        assert!(new_ones(&dropped(plain), &dropped(woven)).is_empty());
        assert_eq!(
            warnings(woven, Columns::Kept),
            ["warning: variable \"x\" is unused @ lib/a.ex:3:31"]
        );
    }

    #[test]
    fn a_warning_at_another_line_or_once_more_is_new() {
        let plain = warnings("warning: old\n  lib/a.ex:3: A.f/1\n", Columns::Kept);
        let moved = warnings("warning: old\n  lib/a.ex:4: A.f/1\n", Columns::Kept);
        assert_eq!(new_ones(&plain, &moved), ["warning: old @ lib/a.ex:4"]);
        let twice = [plain.clone(), plain.clone()].concat();
        assert_eq!(new_ones(&plain, &twice), plain);
        assert!(new_ones(&twice, &plain).is_empty());
    }

    fn runs(plain: &[&str], woven: &[&str]) -> Runs {
        let read = |texts: &[&str]| texts.iter().map(|text| Outcomes::read(text)).collect();
        Runs {
            plain: read(plain),
            woven: read(woven),
        }
    }

    fn difference(test: &str, plain: &str, woven: &str) -> Difference {
        Difference {
            test: test.into(),
            plain: plain.into(),
            woven: woven.into(),
        }
    }

    #[test]
    fn tests_are_compared_by_name() {
        let runs = runs(
            &["passed\tA\t:a\nfailed\tA\t:b\npassed\tA\t:gone\nentered\t0\n"],
            &["passed\tA\t:b\npassed\tA\t:a\nentered\t7\n"],
        );
        let plain = &runs.plain[0];
        assert_eq!(
            (plain.count(), plain.with("failed"), runs.woven[0].entered),
            (3, 1, 7)
        );
        let different = vec![
            difference("A :b", "failed", "passed"),
            difference("A :gone", "passed", "missing"),
        ];
        assert_eq!(runs.compare(), (different, Vec::new()));
    }

    #[test]
    fn a_test_is_unsteady_when_an_outcome_came_both_ways_and_different_when_none_did() {
        let (passed, failed) = ("passed\tA\t:a\n", "failed\tA\t:a\n");
        let race = runs(&[passed, passed, passed], &[failed, passed, failed]);
        let unsteady = Unsteady {
            test: "A :a".into(),
            plain: "3 passed".into(),
            woven: "2 failed, 1 passed".into(),
        };
        assert_eq!(race.compare(), (Vec::new(), vec![unsteady]));
        let always = runs(&[passed, passed], &[failed, failed]);
        assert_eq!(
            always.compare(),
            (vec![difference("A :a", "passed", "failed")], Vec::new())
        );
    }
}

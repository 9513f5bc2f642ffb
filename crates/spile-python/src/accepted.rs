//! Weaving less where CPython refuses the woven text: each definition fails by itself.
//!
//! What may go wrong cannot be known without the compiler: limits of nested blocks, of indentation and of its own
//! recursion, which differ from version to version. So the compiler is asked. When it refuses, the definition at fault is
//! found by the line that it names, woven without a handler, without its calls or not at all, and the compiler is asked
//! again. Where no line helps, halves of the definitions are tried.
//!
//! Not here: the compiler. It is a function that the caller gives.

use std::collections::BTreeMap;
use std::ops::Range;

use spile_core::{Asks, Frontend, Limit, NodeKind, NotWoven, Plan, Site, Weaving};
use spile_source::{ByteOffset, LineIndex, Woven};

use crate::Python;

/// Why woven text was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What the definition at fault is left alone for.
    pub reason: NotWoven,
    /// The line of the woven text at which it was noticed, 1-based.
    pub line: Option<u32>,
}

/// A weaving, and the text it gives.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// The weaving; its insertions went into `woven`.
    pub weaving: Weaving,
    /// The woven text and the way back.
    pub woven: Woven,
}

/// How often the compiler is asked about definitions that its lines name.
const MAX_BY_LINE: usize = 32;

/// How often it is asked about halves of the definitions, and how many bytes it may read for that: some seconds.
const MAX_HALVINGS: usize = 200;
const MAX_HALVED_BYTES: usize = 8 * 1024 * 1024;

/// Weaves `plan` into `source` but for the definitions that `compile` refuses, and gives what `compile` made of it.
/// `refusal` is what it said to the weaving by `plan`. `None` when it refuses a text without probes as well.
pub fn weave_accepted<T>(
    source: &str,
    module: &str,
    plan: &Plan,
    refusal: Refusal,
    mut compile: impl FnMut(&Attempt) -> Result<T, Refusal>,
) -> Option<(Attempt, T)> {
    let weave = |limits: &Limits| {
        let plan = Plan {
            limits: limits.clone(),
            ..plan.clone()
        };
        let weaving = Python.weave(source, module, &plan).ok()?;
        Some(Attempt::new(source, weaving))
    };
    by_line(plan, refusal, &weave, &mut compile)
        .or_else(|| by_halves(source.len(), plan, refusal, &weave, &mut compile))
}

type Limits = BTreeMap<String, Limit>;

impl Attempt {
    /// Applies what was woven.
    pub fn new(source: &str, mut weaving: Weaving) -> Self {
        let woven = std::mem::take(&mut weaving.insertions).apply(source);
        Self { weaving, woven }
    }

    /// What to do less, after `refusal`.
    fn at_fault(&self, refusal: Refusal, asks: &Asks, limits: &Limits) -> Option<(String, Limit)> {
        let sites = self.around(refusal.line?);
        // A handler is a block, and its `try` is an indentation.
        let without_handler = match refusal.reason {
            NotWoven::NestedBlocks => sites
                .iter()
                .find(|site| site.kind != NodeKind::Lambda)
                .filter(|site| site.has_handler),
            NotWoven::Indentation => sites.iter().find(|site| site.has_handler),
            _ => None,
        };
        if let Some(site) = without_handler {
            return Some((site.id.clone(), Limit::NoHandler));
        }
        let id = &sites.first()?.id;
        // Probes around calls are brackets.
        let limit = match refusal.reason {
            NotWoven::TooDeep if asks.asks_for_calls(id) && !limits.contains_key(id) => Limit::NoCalls,
            reason => Limit::Alone(reason),
        };
        Some((id.clone(), limit))
    }

    /// The woven definitions around a line of the woven text, innermost first.
    fn around(&self, line: u32) -> Vec<&Site> {
        let lines = LineIndex::new(&self.woven.text);
        let start = lines.line_start(line).to_usize();
        let end = lines.line_start(line + 1).to_usize();
        let text = self.woven.text.get(start..end).unwrap_or_default();
        let sites = &self.weaving.sites;
        let in_line = self.last_probe(text).and_then(|site_idx| sites.get(site_idx));
        let first_word = start + (text.len() - text.trim_start().len());
        let at = self.woven.map.to_original(ByteOffset::new(first_word as u32));
        let at = in_line.map_or(at, |site| site.range.start());
        let mut around: Vec<&Site> = sites
            .iter()
            .filter(|site| (site.range.start()..site.range.end()).contains(&at))
            .collect();
        around.sort_by_key(|site| site.range.end().to_u32() - site.range.start().to_u32());
        around
    }

    /// The number of the site whose probe stands last in `text`.
    fn last_probe(&self, text: &str) -> Option<usize> {
        let (_, rest) = text.rsplit_once(&self.weaving.mark)?;
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        rest[..digits].parse().ok()
    }
}

fn by_line<T>(
    plan: &Plan,
    mut refusal: Refusal,
    weave: &impl Fn(&Limits) -> Option<Attempt>,
    compile: &mut impl FnMut(&Attempt) -> Result<T, Refusal>,
) -> Option<(Attempt, T)> {
    let mut limits = plan.limits.clone();
    let mut attempt = weave(&limits)?;
    for _ in 0..MAX_BY_LINE {
        let (id, limit) = attempt.at_fault(refusal, &plan.asks, &limits)?;
        limits.insert(id, limit);
        attempt = weave(&limits)?;
        match compile(&attempt) {
            Ok(result) => return Some((attempt, result)),
            Err(next) => refusal = next,
        }
    }
    None
}

fn by_halves<T>(
    source_len: usize,
    plan: &Plan,
    refusal: Refusal,
    weave: &impl Fn(&Limits) -> Option<Attempt>,
    compile: &mut impl FnMut(&Attempt) -> Result<T, Refusal>,
) -> Option<(Attempt, T)> {
    let sites = weave(&plan.limits)?.weaving.sites;
    // All are done less at first, and then as many of them fully as are accepted.
    let mut least = |limit: Limit, ids: &mut dyn Iterator<Item = &Site>| {
        let mut limits = plan.limits.clone();
        limits.extend(ids.map(|site| (site.id.clone(), limit)));
        let attempt = weave(&limits)?;
        let result = compile(&attempt).ok()?;
        Some((limits, (attempt, result)))
    };
    let mut telling = sites
        .iter()
        .filter(|site| plan.asks.asks_for_calls(&site.id) && !plan.limits.contains_key(&site.id))
        .peekable();
    let without_calls = match telling.peek() {
        Some(_) => least(Limit::NoCalls, &mut telling),
        None => None,
    };
    let is_for_calls = without_calls.is_some();
    let (mut accepted, mut best) = match without_calls {
        Some(least) => least,
        None => least(Limit::Alone(refusal.reason), &mut sites.iter())?,
    };
    let mut pending = halves(0..sites.len()).to_vec();
    for _ in 0..(MAX_HALVED_BYTES / source_len.max(1)).clamp(8, MAX_HALVINGS) {
        let Some(range) = pending.pop() else { break };
        if range.is_empty() {
            continue;
        }
        let mut more = accepted.clone();
        for site in &sites[range.clone()] {
            match plan.limits.get(&site.id) {
                Some(&limit) => more.insert(site.id.clone(), limit),
                None => more.remove(&site.id),
            };
        }
        let attempt = weave(&more)?;
        match compile(&attempt) {
            Ok(result) => (best, accepted) = ((attempt, result), more),
            Err(_) if range.len() > 1 => pending.extend(halves(range)),
            // It stays without its calls.
            Err(_) if is_for_calls => {}
            Err(refusal) => {
                let id = sites[range.start].id.clone();
                accepted.insert(id, Limit::Alone(refusal.reason));
            }
        }
    }
    // The same text, with the last reasons.
    best.0 = weave(&accepted)?;
    Some(best)
}

/// The two halves of `range`, the first one last.
fn halves(range: Range<usize>) -> [Range<usize>; 2] {
    let middle = range.start + range.len().div_ceil(2);
    [middle..range.end, range.start..middle]
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "def a(): return 1\n\ndef b():\n    def c():\n        if x:\n            return lambda: 2\n    return c\n\n\
                          def d(): return 4\n";

    /// What is woven and what is left when `is_refused` says so of the IDs that are woven.
    fn check(
        is_refused: impl Fn(&str, bool) -> bool,
        reason: NotWoven,
        line: bool,
        woven: &str,
        alone: &str,
    ) {
        let compile = |attempt: &Attempt| {
            let culprit = attempt
                .weaving
                .sites
                .iter()
                .find(|site| is_refused(&site.name, site.has_handler));
            match culprit {
                None => Ok(()),
                Some(site) => Err(Refusal {
                    reason,
                    line: line.then(|| {
                        let start = attempt.woven.map.to_woven(site.range.start());
                        LineIndex::new(&attempt.woven.text).line_col(start).line
                    }),
                }),
            }
        };
        let plan = Plan::default();
        let first = Attempt::new(SOURCE, Python.weave(SOURCE, "m", &plan).unwrap());
        let refusal = compile(&first).unwrap_err();
        let (attempt, ()) = weave_accepted(SOURCE, "m", &plan, refusal, compile).unwrap();
        let names = |sites: &mut dyn Iterator<Item = &Site>| {
            let names: Vec<&str> = sites.map(|site| &*site.name).collect();
            names.join(" ")
        };
        assert_eq!(names(&mut attempt.weaving.sites.iter()), woven);
        assert_eq!(
            names(&mut attempt.weaving.skipped.iter().map(|skipped| &skipped.node)),
            alone
        );
        assert!(
            attempt
                .weaving
                .skipped
                .iter()
                .all(|skipped| skipped.reason == reason)
        );
    }

    #[test]
    fn the_definition_at_the_line_is_left_alone() {
        let is_c = |name: &str, _| name == "b.c";
        check(is_c, NotWoven::Refused, true, "a b b.c.<lambda> d", "b.c");
        check(is_c, NotWoven::Refused, false, "a b b.c.<lambda> d", "b.c");
    }

    #[test]
    fn a_block_too_many_costs_the_handler_alone() {
        let all = "a b b.c b.c.<lambda> d";
        let with_handler = |name: &str, has_handler| name == "b.c" && has_handler;
        check(with_handler, NotWoven::NestedBlocks, true, all, "");
        check(with_handler, NotWoven::Indentation, true, all, "");
    }

    #[test]
    fn without_a_line_halves_are_tried() {
        let some = |name: &str, _| name == "a" || name.ends_with("<lambda>");
        check(some, NotWoven::TooDeep, false, "b b.c d", "a b.c.<lambda>");
        check(
            |_, _| true,
            NotWoven::TooDeep,
            false,
            "",
            "a b b.c b.c.<lambda> d",
        );
    }

    /// What is left alone, and how often a call is told, where `f` is refused while `is_refused` says so of its text.
    fn check_calls(is_refused: impl Fn(&str) -> bool, line: Option<u32>, n_told: usize, alone: &[&str]) {
        let source = "def f(x): return x(x(1))\n\ndef g(x): return x(x(1))\n";
        let plan = Plan {
            asks: Asks::Everything {
                bodies: false,
                outside: true,
            },
            ..Plan::default()
        };
        let reason = NotWoven::TooDeep;
        let refusal = Refusal { reason, line };
        let compile = |attempt: &Attempt| match attempt.woven.text.split_once("def g") {
            Some((f, _)) if is_refused(f) => Err(refusal),
            _ => Ok(()),
        };
        let (attempt, ()) = weave_accepted(source, "m", &plan, refusal, compile).unwrap();
        assert_eq!(attempt.woven.text.matches("[' in ").count(), n_told);
        let skipped = &attempt.weaving.skipped;
        assert_eq!(
            skipped.iter().map(|left| &*left.node.name).collect::<Vec<_>>(),
            alone
        );
    }

    #[test]
    fn what_nests_too_deeply_is_woven_without_its_calls_first() {
        for line in [Some(2), None] {
            check_calls(|f| f.contains("[' in "), line, 2, &[]);
        }
        check_calls(|f| f.contains(" in "), Some(2), 2, &["f"]);
        check_calls(|f| f.contains(" in "), None, 2, &["f"]);
    }

    #[test]
    fn a_text_that_is_refused_without_probes_is_given_up() {
        let refusal = Refusal {
            reason: NotWoven::Refused,
            line: Some(1),
        };
        let compile = |_: &Attempt| Err::<(), _>(refusal);
        assert!(weave_accepted(SOURCE, "m", &Plan::default(), refusal, compile).is_none());
    }
}

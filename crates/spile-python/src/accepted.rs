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
    let accepted = by_line(plan, plan.limits.clone(), Some(refusal), &weave, &mut compile)
        .or_else(|| by_halves(source.len(), plan, refusal, &weave, &mut compile))?;
    Some((accepted.attempt, accepted.result))
}

type Limits = BTreeMap<String, Limit>;

impl Attempt {
    /// Applies what was woven.
    pub fn new(source: &str, mut weaving: Weaving) -> Self {
        let woven = std::mem::take(&mut weaving.insertions).apply(source);
        Self { weaving, woven }
    }

    /// Takes down in `limits` what to do less, after `refusal`.
    fn do_less(&self, refusal: Refusal, asks: &Asks, limits: &mut Limits) -> Option<()> {
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
            limits.entry(site.id.clone()).or_default().no_handler = true;
            return Some(());
        }
        let id = &sites.first()?.id;
        let limit = limits.entry(id.clone()).or_default();
        match refusal.reason {
            // Probes around calls are brackets.
            NotWoven::TooDeep if asks.asks_for_calls(id) && !limit.no_calls => limit.no_calls = true,
            reason => limit.alone = Some(reason),
        }
        Some(())
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

/// A weaving that is accepted, what the compiler made of it, and what is done less in it.
struct Accepted<T> {
    limits: Limits,
    attempt: Attempt,
    result: T,
}

/// Does less than `limits` say at the lines that refusals name. `refusal` is what was said to `limits`, where they were
/// tried.
fn by_line<T>(
    plan: &Plan,
    mut limits: Limits,
    mut refusal: Option<Refusal>,
    weave: &impl Fn(&Limits) -> Option<Attempt>,
    compile: &mut impl FnMut(&Attempt) -> Result<T, Refusal>,
) -> Option<Accepted<T>> {
    let mut attempt = weave(&limits)?;
    for _ in 0..MAX_BY_LINE {
        if let Some(refusal) = refusal {
            attempt.do_less(refusal, &plan.asks, &mut limits)?;
            attempt = weave(&limits)?;
        }
        match compile(&attempt) {
            Ok(result) => {
                return Some(Accepted {
                    limits,
                    attempt,
                    result,
                });
            }
            Err(next) => refusal = Some(next),
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
) -> Option<Accepted<T>> {
    let sites = weave(&plan.limits)?.weaving.sites;
    let before = |site: &Site| plan.limits.get(&site.id).copied().unwrap_or_default();
    let without = |less: &dyn Fn(&Site, &mut Limit)| {
        let mut limits = plan.limits.clone();
        for site in &sites {
            less(site, limits.entry(site.id.clone()).or_default());
        }
        limits
    };
    // All are done less at first, and then as many of them fully as are accepted.
    let tells_calls = |site: &Site| plan.asks.asks_for_calls(&site.id) && !before(site).no_calls;
    let without_calls = match sites.iter().any(tells_calls) {
        true => {
            let limits = without(&|_, limit| limit.no_calls = true);
            by_line(plan, limits, None, weave, compile)
        }
        false => None,
    };
    let is_for_calls = without_calls.is_some();
    let mut best = match without_calls {
        Some(accepted) => accepted,
        None => {
            let limits = without(&|_, limit| limit.alone = Some(refusal.reason));
            let attempt = weave(&limits)?;
            let result = compile(&attempt).ok()?;
            Accepted {
                limits,
                attempt,
                result,
            }
        }
    };
    let mut pending = halves(0..sites.len()).to_vec();
    for _ in 0..(MAX_HALVED_BYTES / source_len.max(1)).clamp(8, MAX_HALVINGS) {
        let Some(range) = pending.pop() else { break };
        if range.is_empty() {
            continue;
        }
        let mut limits = best.limits.clone();
        for site in &sites[range.clone()] {
            let limit = limits.entry(site.id.clone()).or_default();
            if is_for_calls {
                limit.no_calls = before(site).no_calls;
            } else {
                limit.alone = before(site).alone;
            }
        }
        let attempt = weave(&limits)?;
        match compile(&attempt) {
            Ok(result) => {
                best = Accepted {
                    limits,
                    attempt,
                    result,
                };
            }
            Err(_) if range.len() > 1 => pending.extend(halves(range)),
            // It stays without its calls.
            Err(_) if is_for_calls => {}
            Err(refusal) => {
                let id = sites[range.start].id.clone();
                best.limits.entry(id).or_default().alone = Some(refusal.reason);
            }
        }
    }
    // The same text, with the last reasons.
    best.attempt = weave(&best.limits)?;
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

    /// What is left alone, and how often a call is told, where `refused` says why `f` is, by its text.
    fn check_calls(
        refused: impl Fn(&str) -> Option<NotWoven>,
        line: Option<u32>,
        n_told: usize,
        alone: &[&str],
    ) {
        let source = "def f(x): return x(x(1))\n\ndef g(x): return x(x(1))\n";
        let plan = Plan {
            asks: Asks::Everything {
                bodies: false,
                outside: true,
            },
            ..Plan::default()
        };
        let compile = |attempt: &Attempt| {
            let (f, _) = attempt.woven.text.split_once("def g").unwrap();
            let refusal = |reason| Refusal {
                reason,
                // A block has a line in any case: the compiler counts them, not the parser.
                line: line.or((reason == NotWoven::NestedBlocks).then_some(2)),
            };
            refused(f).map_or(Ok(()), |reason| Err(refusal(reason)))
        };
        let first = Attempt::new(source, Python.weave(source, "m", &plan).unwrap());
        let refusal = compile(&first).unwrap_err();
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
        let with = |part| move |f: &str| f.contains(part).then_some(NotWoven::TooDeep);
        for line in [Some(2), None] {
            check_calls(with("[' in "), line, 2, &[]);
            check_calls(with(" in "), line, 2, &["f"]);
        }
    }

    #[test]
    fn what_nests_too_deeply_and_has_a_block_too_many_loses_its_calls_and_its_handler() {
        let calls_first = |f: &str| match (f.contains("[' in "), f.contains("try:")) {
            (true, _) => Some(NotWoven::TooDeep),
            (_, true) => Some(NotWoven::NestedBlocks),
            _ => None,
        };
        let handler_first = |f: &str| match (f.contains("[' in "), f.contains("try:")) {
            (_, true) => Some(NotWoven::NestedBlocks),
            (true, _) => Some(NotWoven::TooDeep),
            _ => None,
        };
        for line in [Some(2), None] {
            check_calls(calls_first, line, 2, &[]);
            check_calls(handler_first, line, 2, &[]);
        }
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

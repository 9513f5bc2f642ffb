//! The rules of a run that came to nothing, and why: what the closing lines tell of them.
//!
//! A target that names modules is settled by their names. For any other, the sources that the processes imported are read
//! again, until each target has selected something that is recorded. Nothing is claimed that is not sure: a source that
//! has changed since, that cannot be read any more, or that is one too many, leaves what it may decide untold.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::UNIX_EPOCH;

use spile_core::{Decision, NodeSet, NotWoven, Outline, Rule, Rules, SourceFacts, Tri};
use spile_trace::{NoteKind, Process, Trace};

use crate::closing::{NOT_ASKED_FOR, and_others};
use crate::places::Places;
use crate::planning::Located;
use crate::sources;

/// How much source is looked at, at the end of a run, before targets are left untold: about a second's work.
const MAX_BYTES: u64 = 32 << 20;

/// The name of no module, to ask whether a target depends on names.
const NO_MODULE: &str = "\0";

/// What came to nothing in the run that `trace` is of, by `rules`: a sentence for each reason.
pub(crate) fn sentences(trace: &Trace, rules: &Rules) -> Vec<String> {
    let places = Places::new(
        trace
            .run()
            .map(|run| &*run.info.project)
            .filter(|root| !root.is_empty()),
    );
    let imported = imported(trace, &places);
    let open: Vec<Open<'_>> = (0..)
        .zip(rules.rules())
        .filter_map(|(at, rule)| Open::of(at, rule, &imported, rules))
        .collect();
    let is_open = |open: &&Open<'_>| open.by_name == ByName::Open;
    if open.iter().any(|open| is_open(&open)) {
        let look = Look {
            rules,
            start_ns: trace.run().map_or(0, |run| run.start_ns),
            n_bytes: AtomicU64::new(0),
        };
        sources::in_parallel(&imported, |source| look.at(source, &open));
    }
    let mut sentences: Vec<(Tail, Vec<&Rule>)> = Vec::new();
    for open in &open {
        let Some(tail) = open.tail(&imported, rules) else {
            continue;
        };
        match sentences.iter_mut().find(|(other, _)| *other == tail) {
            Some((_, of)) => of.push(open.rule),
            None => sentences.push((tail, vec![open.rule])),
        }
    }
    sentences.iter().map(|(tail, of)| tail.sentence(of)).collect()
}

/// A source that a process imported, and that may be a target's as far as its name tells.
struct Imported<'a> {
    located: Located<'a>,
    /// Its absolute path.
    file: Option<&'a Path>,
    /// Whether something in it is woven, or was asked for and left alone.
    is_woven: bool,
    /// Why nothing in it is: `module: why`.
    note: Option<&'a str>,
}

/// All that the processes imported, each once.
fn imported<'a>(trace: &'a Trace, places: &'a Places) -> Vec<Imported<'a>> {
    let mut all: BTreeMap<(&str, &str), Imported<'a>> = BTreeMap::new();
    let new = |module: &str, file: &'a str| Imported {
        located: Located::named(module, file, places),
        file: Some(Path::new(file)).filter(|file| file.is_absolute()),
        is_woven: false,
        note: None,
    };
    for process in trace.processes() {
        let sites = process.sites().iter().map(|site| (&*site.module, &*site.file));
        let skipped = process.skipped().iter();
        for (module, file) in sites.chain(skipped.map(|node| (&*node.module, &*node.file))) {
            let source = all.entry((module, file)).or_insert_with(|| new(module, file));
            source.is_woven = true;
        }
    }
    let notes = trace.processes().iter().flat_map(Process::notes);
    for note in notes.filter(|note| note.kind == NoteKind::Unwoven) {
        let module = note.text.split(':').next().unwrap_or(&note.text);
        let file = note.file.as_deref().unwrap_or_default();
        let source = all.entry((module, file)).or_insert_with(|| new(module, file));
        source.note = Some(&note.text);
    }
    all.into_values().collect()
}

/// What names alone say about a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ByName {
    /// No module has such a name.
    NoModule,
    /// It is all of modules in which there is nothing to weave.
    NothingToWeave,
    /// It takes a look.
    Open,
}

/// The most that a rule came to, in the sources that were looked at; what comes later counts more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Found {
    Nothing,
    /// Statements and expressions, and no definition.
    NoDefinition,
    /// Bodies of classes and modules, which are not asked for.
    Bodies,
    /// Definitions that another rule excludes, the rule at this place.
    RuledOut(usize),
    /// Nobody knows, as a source cannot be looked at.
    Unknown,
    /// Something that is recorded; or, for a rule that excludes, anything.
    Hit,
}

/// A rule that no name has shown to come to something.
struct Open<'a> {
    /// Its place among the rules.
    at: usize,
    rule: &'a Rule,
    by_name: ByName,
    found: Mutex<Found>,
}

impl<'a> Open<'a> {
    /// The rule, unless names show that it came to something, or that nothing can be said about it.
    fn of(at: usize, rule: &'a Rule, imported: &[Imported<'_>], rules: &Rules) -> Option<Self> {
        let by_name = |source: &Imported<'_>| {
            rule.target
                .may_match(&source.located.facts(None), rules.patterns())
        };
        let of = |wanted: Tri| imported.iter().filter(move |source| by_name(source) == wanted);
        let new = |by_name| Self {
            at,
            rule,
            by_name,
            found: Mutex::new(Found::Nothing),
        };
        if rule.settings.record != Some(true) {
            // Most of what excludes is general, and need not be there. What names a module that was imported, and something
            // in it, is meant to be.
            let nowhere = SourceFacts {
                holds_modules: false,
                module: NO_MODULE,
                file: None,
                is_project: false,
                text: None,
            };
            let is_pinned = rule.target.may_match(&nowhere, rules.patterns()) == Tri::No;
            let is_open = is_pinned && of(Tri::Maybe).next().is_some() && of(Tri::Yes).next().is_none();
            return is_open.then(|| new(ByName::Open));
        }
        if of(Tri::Yes).any(|source| source.is_woven) {
            return None;
        }
        Some(new(match (of(Tri::Maybe).next(), of(Tri::Yes).next()) {
            (Some(_), _) => ByName::Open,
            (None, Some(_)) => ByName::NothingToWeave,
            (None, None) => ByName::NoModule,
        }))
    }

    fn found(&self) -> Found {
        *self.found.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn find(&self, found: Found) {
        let mut most = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        *most = found.max(*most);
    }

    /// What is to be said about it, if anything.
    fn tail(&self, imported: &[Imported<'_>], rules: &Rules) -> Option<Tail> {
        let target = &self.rule.target;
        let is_named = |source: &&Imported<'_>| {
            source.note.is_some()
                && target.may_match(&source.located.facts(None), rules.patterns()) != Tri::No
        };
        let notes = || imported.iter().filter(is_named).filter_map(|source| source.note);
        Some(match (self.by_name, self.found()) {
            (ByName::NoModule, _) => match target.module_like_a_pattern(rules.patterns()) {
                Some(name) => Tail::NoModuleButPattern(name.to_owned()),
                None => Tail::NoModule,
            },
            (ByName::NothingToWeave, _) => Tail::NothingToWeave(told(notes())?),
            (ByName::Open, Found::Hit | Found::Unknown) => return None,
            (ByName::Open, Found::RuledOut(by)) => Tail::RuledOut(rules.rules()[by].name.clone()),
            (ByName::Open, Found::Bodies) => Tail::Bodies,
            (ByName::Open, Found::NoDefinition) => Tail::NoDefinition(target.to_string()),
            (ByName::Open, Found::Nothing) => {
                // Modules whose own loader has no source are all that there is of some names.
                let has_source = |source: &Imported<'_>| source.file.is_some() || source.is_woven;
                let may = |source: &Imported<'_>| {
                    target.may_match(&source.located.facts(None), rules.patterns()) != Tri::No
                };
                if !imported.iter().any(|source| has_source(source) && may(source)) {
                    return Some(Tail::NothingToWeave(told(notes())?));
                }
                // What is excluded by name is not told of in a trace.
                match rules
                    .rules()
                    .iter()
                    .any(|rule| rule.settings.record == Some(false))
                {
                    true if self.rule.settings.record == Some(true) => Tail::NothingNotExcluded,
                    _ => Tail::Nothing,
                }
            }
        })
    }
}

/// The first of `notes`, and how many more there are.
fn told<'a>(notes: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut notes: Vec<&str> = notes.collect();
    notes.sort_unstable();
    notes.dedup();
    Some(format!("{}{}", notes.first()?, and_others(notes.len())))
}

/// What is said behind the targets that it holds for.
#[derive(Debug, PartialEq, Eq)]
enum Tail {
    NoModule,
    NoModuleButPattern(String),
    Nothing,
    NothingNotExcluded,
    NoDefinition(String),
    Bodies,
    RuledOut(String),
    NothingToWeave(String),
}

impl Tail {
    fn sentence(&self, rules: &[&Rule]) -> String {
        const N_NAMED: usize = 3;
        let mut targets: Vec<String> = rules.iter().map(|rule| format!("`{}`", rule.target)).collect();
        targets.dedup();
        let n_more = targets.len().saturating_sub(N_NAMED);
        let is_one = targets.len() == 1;
        let verb = |one: &str, more: &str| (if is_one { one } else { more }).to_owned();
        targets.truncate(N_NAMED);
        if n_more > 0 {
            targets.push(format!("{n_more} more"));
        }
        let last = targets.pop().unwrap_or_default();
        let named = match targets.is_empty() {
            true => last,
            false => format!("{} and {last}", targets.join(", ")),
        };
        match self {
            Self::NoModule => format!("{named} {} no module that was imported", verb("matches", "match")),
            Self::NoModuleButPattern(name) => format!(
                "{named} {} no module that was imported; the pattern of this name is `pattern({name})`",
                verb("matches", "match")
            ),
            Self::Nothing => format!(
                "{named} {} nothing in what was imported",
                verb("selects", "select")
            ),
            Self::NothingNotExcluded => format!(
                "{named} {} nothing in what was imported and is not excluded",
                verb("selects", "select")
            ),
            Self::NoDefinition(target) => format!(
                "{named} selects statements and expressions, and what is recorded are definitions: `has({target})`"
            ),
            Self::Bodies => format!(
                "{named} {} bodies of classes and modules alone, which are recorded with `--bodies`",
                verb("selects", "select")
            ),
            Self::RuledOut(by) => format!(
                "all that {named} {} is excluded by {by}",
                verb("selects", "select")
            ),
            Self::NothingToWeave(why) => format!("nothing to weave in {named}: {why}"),
        }
    }
}

/// Looks at sources.
struct Look<'a> {
    rules: &'a Rules,
    /// When the run started, ns since 1970.
    start_ns: u64,
    /// How much was looked at.
    n_bytes: AtomicU64,
}

impl Look<'_> {
    /// Finds what the rules in `open` come to in a source.
    fn at(&self, source: &Imported<'_>, open: &[Open<'_>]) {
        let may = |open: &&Open<'_>, text: Option<&str>| {
            let is_open = open.by_name == ByName::Open && open.found() != Found::Hit;
            is_open
                && open
                    .rule
                    .target
                    .may_match(&source.located.facts(text), self.rules.patterns())
                    != Tri::No
        };
        let some: Vec<&Open<'_>> = open.iter().filter(|open| may(open, None)).collect();
        if some.is_empty() {
            return;
        }
        let Some(path) = source.file else {
            // What has no source has no definitions.
            if source.note.is_none_or(|note| note.ends_with(NOT_ASKED_FOR)) {
                some.iter().for_each(|open| open.find(Found::Unknown));
            }
            return;
        };
        let Some(text) = self.unchanged(path) else {
            return some.iter().for_each(|open| open.find(Found::Unknown));
        };
        let some: Vec<&Open<'_>> = some.into_iter().filter(|open| may(open, Some(&text))).collect();
        if some.is_empty() {
            return;
        }
        let found = match self.n_bytes.fetch_add(text.len() as u64, Ordering::Relaxed) {
            0..MAX_BYTES => self.found(&text, source, &some),
            _ => None,
        };
        for (at, open) in some.iter().enumerate() {
            open.find(found.as_ref().map_or(Found::Unknown, |found| found[at]));
        }
    }

    /// The text at `path`, if it is what it was when the run started.
    fn unchanged(&self, path: &Path) -> Option<String> {
        let changed = fs::metadata(path).ok()?.modified().ok()?;
        let changed_ns = changed.duration_since(UNIX_EPOCH).ok()?.as_nanos();
        if changed_ns >= u128::from(self.start_ns) {
            return None;
        }
        Some(sources::read(path).ok()?.0)
    }

    /// What each of `some` comes to; `None` when nobody knows.
    fn found(&self, text: &str, source: &Imported<'_>, some: &[&Open<'_>]) -> Option<Vec<Found>> {
        let outline = sources::outline(source.file?, text, source.located.module()).ok()?;
        let selected = self
            .rules
            .select(text, source.located.facts(Some(text)), &outline);
        let decisions = self.rules.decide(&outline, &selected);
        let of = |open: &&Open<'_>| {
            let selected = &selected[open.at];
            match open.rule.settings.record {
                Some(true) => most(&outline, &decisions, selected),
                _ if selected.is_empty() => Found::Nothing,
                _ => Found::Hit,
            }
        };
        Some(some.iter().map(of).collect())
    }
}

/// The most that a target comes to that has `selected` some nodes of a source.
fn most(outline: &Outline, decisions: &[Decision], selected: &NodeSet) -> Found {
    let of = |decision: &Decision| match decision.reason {
        Some(NotWoven::RuledOut) => Found::RuledOut(decision.decided.unwrap_or(0)),
        Some(NotWoven::BodyNotAskedFor) => Found::Bodies,
        _ => Found::Hit,
    };
    let all = outline.definitions.iter().zip(decisions);
    let found = all.filter(|(definition, _)| selected.contains(definition.node));
    let found = found.map(|(_, decision)| of(decision)).max();
    found.unwrap_or(match selected.is_empty() {
        true => Found::Nothing,
        false => Found::NoDefinition,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What each of `targets` comes to in a file.
    fn check(name: &str, text: &str, module: &str, targets: &[(&str, Found)]) {
        let directory = std::env::temp_dir().join(format!("spile-unmatched-{}", std::process::id()));
        fs::create_dir_all(&directory).unwrap();
        let file = directory.join(name);
        fs::write(&file, text).unwrap();
        let config = targets
            .iter()
            .fold(spile_config::Config::builder(), |config, (target, _)| {
                config.target(*target)
            });
        let config = config.build(&crate::configuration::vocabulary()).unwrap();
        let rules = crate::configuration::rules_of_config(&config).unwrap();
        let places = Places::new(Some(&directory.to_string_lossy()));
        let imported = [Imported {
            located: Located::named(module, &file.to_string_lossy(), &places),
            file: Some(&file),
            is_woven: true,
            note: None,
        }];
        let look = Look {
            rules: &rules,
            start_ns: u64::MAX,
            n_bytes: AtomicU64::new(0),
        };
        for ((at, rule), (target, found)) in (0..).zip(rules.rules()).zip(targets) {
            let open = [Open::of(at, rule, &imported, &rules).expect(target)];
            look.at(&imported[0], &open);
            assert_eq!(open[0].found(), *found, "{target}");
        }
        fs::remove_dir_all(directory).unwrap();
    }

    #[test]
    fn sources_are_read_in_their_own_language() {
        let text = "defmodule Shop.Cart do\n  def total(x), do: IO.inspect(x)\nend\n";
        check(
            "cart.ex",
            text,
            "Shop.Cart",
            &[
                ("Shop.Cart#total/1", Found::Hit),
                ("Shop.Cart#totl/1", Found::Nothing),
                ("arity(1)", Found::Hit),
                ("arity(2)", Found::Nothing),
                ("calls(IO.inspect)", Found::NoDefinition),
            ],
        );
    }
}

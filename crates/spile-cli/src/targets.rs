//! `spile targets`: what would be recorded, without running anything.

use std::io::Write;
use std::path::Path;

use anyhow::anyhow;
use serde::Serialize;
use similar::TextDiff;
use spile_core::{Rules, Selector};
use spile_trace::human;

use crate::args::{Format, TargetsArgs};
use crate::configuration::rules_for;
use crate::failure::{Failure, Result, report};
use crate::output;
use crate::places::Places;
use crate::plan_cache::PlanCache;
use crate::planning::{self, Located, NSelected, PlannedFile};
use crate::project;
use crate::sources::{self, Found};

/// All of it in JSON.
#[derive(Serialize)]
struct Document<'a> {
    /// Definitions that would be recorded.
    recorded: usize,
    /// Definitions that a rule selects and that would not be.
    not_recorded: usize,
    /// Source files that were looked at.
    n_files: usize,
    files: Vec<&'a PlannedFile>,
}

/// Prints what would be recorded of the files in `args.paths`.
pub(crate) fn targets(args: &TargetsArgs) -> Result<()> {
    let current = project::current_dir()?;
    let root = project::root_of(&current);
    let rules = rules_for(&args.rules, &current)?;
    let places = Places::new(Some(&root.to_string_lossy()));
    let found = sources::find(&args.paths);
    refuse_missing(args, &found)?;
    if args.diff {
        report_passed(&found);
        return diff(&found, &rules, &places);
    }
    let known = PlanCache::load(&rules, &places);
    let files = sources::in_parallel(&found.files, |path| {
        planning::plan_file(path, &rules, &places, &known)
    });
    known.keep(&files);
    report_passed(&found);
    for file in &files {
        if let Some(why) = &file.passed {
            report(&format!("passed over: {}: {why}", file.file));
        }
    }
    let all = || files.iter().flat_map(|file| &file.definitions);
    let n_recorded = all().filter(|definition| definition.why_not.is_none()).count();
    let n_not = all().count() - n_recorded;
    match args.format {
        Format::Json => output::print_json(&Document {
            recorded: n_recorded,
            not_recorded: n_not,
            n_files: files.len(),
            files: files.iter().filter(|file| !file.definitions.is_empty()).collect(),
        }),
        Format::Ndjson => output::print_ndjson(all()),
        Format::Text => output::print(|out| {
            for file in files.iter().filter(|file| !file.definitions.is_empty()) {
                writeln!(out, "{}", file.file)?;
                for definition in &file.definitions {
                    let rule = definition.rule.as_deref().unwrap_or("no rule");
                    let what = match &definition.why_not {
                        None => format!("{} ({rule})", definition.settings),
                        Some(why) => format!("not recorded, because {why} ({rule})"),
                    };
                    writeln!(out, "{:>6}  {}  {what}", definition.line, definition.id)?;
                }
            }
            let n_files = files.iter().filter(|file| !file.definitions.is_empty()).count();
            writeln!(
                out,
                "{} definitions would be recorded and {} not, in {} of {} files",
                human::count(n_recorded as u64),
                human::count(n_not as u64),
                human::count(n_files as u64),
                human::count(files.len() as u64),
            )?;
            for (place, rule) in rules.rules().iter().enumerate() {
                let decides = all().any(|definition| definition.rule.as_ref() == Some(&rule.name));
                if rule.settings.record != Some(true) || decides {
                    continue;
                }
                let selected = || files.iter().filter_map(|file| file.n_selected.get(place));
                let sum = |of: fn(&NSelected) -> usize| selected().map(of).sum::<usize>();
                if sum(|counts| counts.definitions) > 0 {
                    continue;
                }
                let what = match (sum(|counts| counts.bodies), sum(|counts| counts.others)) {
                    (0, 0) => match meant(&rule.target, &files, &rules) {
                        Some(text) => format!("selects no definition here; is it `{text}` that is meant?"),
                        None => "selects no definition here".to_owned(),
                    },
                    (0, n) => format!(
                        "selects no definition here; it selects {} statements and expressions, and what is recorded are \
                         definitions: `has({})`",
                        human::count(n as u64),
                        rule.target
                    ),
                    _ => "selects bodies of classes and modules alone, which are recorded with `--bodies`"
                        .to_owned(),
                };
                writeln!(out, "{}: `{}` {what}", rule.name, rule.target)?;
            }
            Ok(())
        }),
    }
}

/// What somebody probably means by a target that selects nothing.
fn meant(target: &Selector, files: &[PlannedFile], rules: &Rules) -> Option<String> {
    let pattern = target.module_like_a_pattern(rules.patterns());
    pattern
        .map(|name| format!("pattern({name})"))
        .or_else(|| with_hash(&target.to_string(), files))
}

/// `shop.cart#Cart.total` for `shop.cart.Cart.total` where `shop.cart` is one of the modules, and no package, below which
/// there might be more: the one names what is in a module, the other would be a module.
fn with_hash(target: &str, files: &[PlannedFile]) -> Option<String> {
    let modules = files
        .iter()
        .filter(|file| !sources::is_package(Path::new(&file.file)));
    let mut names = modules.filter_map(|file| {
        let name = target.strip_prefix(&file.module)?.strip_prefix('.')?;
        let is_path = name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '.');
        is_path.then(|| format!("{}#{name}", file.module))
    });
    names.next()
}

fn report_passed(found: &Found) {
    for passed in &found.passed {
        report(&format!("passed over: {}: {}", passed.path.display(), passed.why));
    }
}

/// Fails when a path that was named is none of a source: what is passed over below a directory is told, and no more.
fn refuse_missing(args: &TargetsArgs, found: &Found) -> Result<()> {
    let is_named = |passed: &&sources::Passed| args.paths.contains(&passed.path);
    match found.passed.iter().find(is_named) {
        Some(passed) => Err(Failure::usage(anyhow!(
            "cannot read {}: {}",
            passed.path.display(),
            passed.why
        ))),
        None => Ok(()),
    }
}

/// What would be inserted.
fn diff(found: &Found, rules: &Rules, places: &Places) -> Result<()> {
    let texts = sources::in_parallel(&found.files, |path| {
        let (source, _) = sources::read(path)?;
        let mut planned = planning::plan(source, &Located::at(path, places), rules)?;
        let insertions = std::mem::take(&mut planned.weaving.insertions);
        let woven = insertions.apply(&planned.source).text;
        let name = path.display().to_string();
        let diff = TextDiff::from_lines(&planned.source, &woven);
        Ok::<String, String>(
            diff.unified_diff()
                .header(&name, &format!("{name} (woven)"))
                .to_string(),
        )
    });
    for (path, text) in found.files.iter().zip(&texts) {
        if let Err(why) = text {
            report(&format!("passed over: {}: {why}", path.display()));
        }
    }
    output::print(|out| {
        texts
            .iter()
            .flatten()
            .try_for_each(|text| out.write_all(text.as_bytes()))
    })
}

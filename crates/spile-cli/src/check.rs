//! `spile check`: whether the configuration is valid, and what each of its rules selects.

use std::collections::HashSet;
use std::io::Write;
use std::path::Path;

use anyhow::anyhow;
use serde::Serialize;
use spile_config::{Config, OWN_FILE};
use spile_core::{NodeSet, Rules};
use spile_trace::human;

use crate::args::{CheckArgs, Format};
use crate::configuration::{rules_of_config, vocabulary};
use crate::explain::by_actions;
use crate::failure::{Failure, Result, report};
use crate::output::{self, Table};
use crate::places::Places;
use crate::planning::Located;
use crate::{project, sources};

/// What there is to say, in JSON.
#[derive(Serialize)]
struct Document {
    file: String,
    /// Source files of the project.
    n_files: usize,
    /// Definitions in them, modules included.
    n_definitions: usize,
    /// Those of them that are asked for.
    n_asked_for: usize,
    rules: Vec<Selected>,
}

/// One rule, and how much it selects.
#[derive(Clone, Serialize)]
struct Selected {
    rule: String,
    target: String,
    settings: String,
    /// The actions by whose names the settings are asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    actions: Vec<String>,
    /// Definitions that it selects.
    definitions: usize,
    /// Definitions, statements and expressions that it selects.
    nodes: usize,
    /// Files that these are in.
    files: usize,
}

/// How much is selected of one source.
struct Counts {
    definitions: usize,
    asked_for: usize,
    /// By rule: definitions and nodes.
    rules: Vec<(usize, usize)>,
}

/// Checks the configuration.
pub(crate) fn check(args: &CheckArgs) -> Result<()> {
    let current = project::current_dir()?;
    let vocabulary = vocabulary();
    let config = match &args.file {
        Some(file) => spile_config::load(file, &vocabulary).map(Some),
        None => spile_config::discover(&current, &vocabulary),
    };
    let config = config
        .map_err(|error| Failure::configuration(anyhow!(error)))?
        .ok_or_else(|| {
            let what = format!(
                "there is no {OWN_FILE} here or above, and no pyproject.toml with [tool.spile]; `spile init` writes one"
            );
            Failure::configuration(anyhow!(what))
        })?;
    let rules = rules_of_config(&config)?;
    let document = document(&config, &rules, project::root_of(&current));
    match args.format {
        Format::Json => output::print_json(&document)?,
        Format::Ndjson => output::print_ndjson(&document.rules)?,
        Format::Text => print(&document)?,
    }
    warn(&config, &document);
    Ok(())
}

fn document(config: &Config, rules: &Rules, root: &Path) -> Document {
    let places = Places::new(Some(&root.to_string_lossy()));
    let found = sources::find(&[root.to_owned()]);
    let results = sources::in_parallel(&found.files, |path| count(path, rules, &places));
    for passed in &found.passed {
        report(&format!("passed over: {}: {}", passed.path.display(), passed.why));
    }
    let mut counted = Vec::new();
    for (path, result) in found.files.iter().zip(results) {
        match result {
            Ok(counts) => counted.push(counts),
            Err(why) => report(&format!("passed over: {}: {why}", path.display())),
        }
    }
    let mut selected: Vec<Selected> = rules
        .rules()
        .iter()
        .map(|rule| Selected {
            rule: rule.name.clone(),
            target: rule.target.to_string(),
            settings: rule.settings.to_string(),
            actions: config.actions_of(&rule.name).to_vec(),
            definitions: 0,
            nodes: 0,
            files: 0,
        })
        .collect();
    for counts in &counted {
        for (rule, (definitions, nodes)) in selected.iter_mut().zip(&counts.rules) {
            rule.definitions += definitions;
            rule.nodes += nodes;
            rule.files += usize::from(*nodes > 0);
        }
    }
    Document {
        file: config.file().unwrap_or_default().to_owned(),
        n_files: counted.len(),
        n_definitions: counted.iter().map(|counts| counts.definitions).sum(),
        n_asked_for: counted.iter().map(|counts| counts.asked_for).sum(),
        rules: selected,
    }
}

/// Counts what is selected of the file at `path`; or why it cannot be read or parsed.
fn count(path: &Path, rules: &Rules, places: &Places) -> std::result::Result<Counts, String> {
    let located = Located::at(path, places);
    let (source, _) = sources::read(path)?;
    let outline = sources::outline(path, &source, located.module())?;
    let facts = located.facts(Some(&source));
    let selected = rules.select(&source, facts, &outline);
    let definitions: HashSet<_> = outline
        .definitions
        .iter()
        .map(|definition| definition.node)
        .collect();
    let of_rule = |nodes: &NodeSet| {
        let n_definitions = nodes.iter().filter(|node| definitions.contains(node)).count();
        (n_definitions, nodes.len())
    };
    let decisions = rules.decide(&outline, &selected);
    let asked_for = decisions.iter().filter(|decision| decision.reason.is_none());
    Ok(Counts {
        definitions: outline.definitions.len(),
        asked_for: asked_for.count(),
        rules: selected.iter().map(of_rule).collect(),
    })
}

fn print(document: &Document) -> Result<()> {
    let number = |n: usize| human::count(n as u64);
    let mut table = Table::new(["rule", ">definitions", ">files", "sets", "where"]);
    for rule in &document.rules {
        table.push([
            rule.rule.clone(),
            number(rule.definitions),
            number(rule.files),
            rule.settings.clone() + &by_actions(&rule.actions),
            rule.target.clone(),
        ]);
    }
    output::print(|out| {
        table.lines().try_for_each(|line| writeln!(out, "{line}"))?;
        writeln!(
            out,
            "{} is valid: {} of {} definitions in {} files would be recorded",
            document.file,
            number(document.n_asked_for),
            number(document.n_definitions),
            number(document.n_files)
        )
    })
}

/// Tells the selectors that select nothing of the project, each with its place in the file.
fn warn(config: &Config, document: &Document) {
    for rule in &document.rules {
        let why = match (rule.definitions, rule.nodes) {
            (0, 0) => "nothing in the project is selected by this",
            (0, _) => "this selects statements and expressions, and what is recorded are definitions",
            _ => continue,
        };
        let help = match rule.nodes {
            0 => None,
            _ => Some("`has(...)` selects the definitions that hold them".to_owned()),
        };
        if let Some(warning) = config.warning(&rule.rule, why, help) {
            report(&warning);
        }
    }
}

//! What the comparison counted: `docs/elixir/diagnostics.json`, and the table in the page beside it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde::{Deserialize, Serialize};

use super::cause::Cause;
use crate::environment::root;

const PLANS: [&str; 4] = ["calls", "await", "values", "everything"];

/// Between these lines of the page is the table.
const BEGIN: &str = "<!-- begin: cargo xtask diagnostics -->\n";
const END: &str = "<!-- end: cargo xtask diagnostics -->\n";

/// One Elixir, and the programs in its own tests.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Row {
    elixir: String,
    tag: String,
    programs: usize,
    /// Programs of which the compiler says something.
    said: usize,
    /// By plan, how often each cause was found; none is left out.
    different: BTreeMap<String, BTreeMap<Cause, usize>>,
}

impl Row {
    /// Counts, and writes what is different to a file.
    pub(super) fn of(lines: &str, elixir: &str, tag: &str, differences: &Path) -> Result<Self> {
        let mut programs = BTreeSet::new();
        let mut said = BTreeSet::new();
        let mut different: BTreeMap<String, BTreeMap<Cause, usize>> = PLANS
            .iter()
            .map(|plan| ((*plan).to_owned(), BTreeMap::new()))
            .collect();
        let mut texts = String::new();
        for line in lines.lines() {
            let fields: Vec<&str> = line.split('\t').collect();
            let [program, plan, plain, woven, source] = fields[..] else {
                anyhow::bail!("no line of the comparison: {line}");
            };
            let (plain, woven) = (decoded(plain)?, decoded(woven)?);
            programs.insert(program);
            if !plain.is_empty() {
                said.insert(program);
            }
            if let Some(cause) = Cause::of(&plain, &woven) {
                let counted = different
                    .get_mut(plan)
                    .with_context(|| format!("no plan is called {plan}"))?;
                *counted.entry(cause).or_default() += 1;
                let source = decoded(source)?;
                texts += &format!(
                    "#### {program}, {plan}: {}\n{source}\n#### plain\n{plain}\n#### woven\n{woven}\n",
                    cause.name()
                );
            }
        }
        ensure!(
            !programs.is_empty(),
            "there are no programs in the tests of {tag}"
        );
        if let Some(folder) = differences.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(differences, texts).with_context(|| differences.display().to_string())?;
        Ok(Self {
            elixir: elixir.to_owned(),
            tag: tag.to_owned(),
            programs: programs.len(),
            said: said.len(),
            different,
        })
    }

    pub(super) fn line(&self) -> String {
        let plans = PLANS.map(|plan| format!("{plan}: {}", self.cell(plan)));
        format!(
            "Elixir {}: {} programs, something is said of {}; {}",
            self.elixir,
            self.programs,
            self.said,
            plans.join("; ")
        )
    }

    fn cell(&self, plan: &str) -> String {
        let counted = &self.different[plan];
        let causes: Vec<String> = counted
            .iter()
            .map(|(cause, times)| format!("{} {times}", cause.name()))
            .collect();
        match counted.values().sum::<usize>() {
            0 => "0".to_owned(),
            sum => format!("{sum} ({})", causes.join(", ")),
        }
    }

    fn markdown(&self) -> String {
        let plans = PLANS.map(|plan| self.cell(plan));
        format!(
            "| {} | {} | {} | {} | {} |\n",
            self.elixir,
            self.tag,
            self.programs,
            self.said,
            plans.join(" | ")
        )
    }
}

/// All rows, by version.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Scoreboard(Vec<Row>);

impl Scoreboard {
    pub(super) fn load() -> Result<Self> {
        let path = json();
        if !path.exists() {
            return Ok(Self::default());
        }
        serde_json::from_str(&fs::read_to_string(&path)?).with_context(|| path.display().to_string())
    }

    /// Puts a row in the place of the one of the same version.
    pub(super) fn replace(&mut self, row: Row) {
        self.0.retain(|other| other.elixir != row.elixir);
        self.0.push(row);
        self.0.sort_by(|left, right| left.elixir.cmp(&right.elixir));
    }

    pub(super) fn save(&self) -> Result<()> {
        fs::write(json(), serde_json::to_string_pretty(self)? + "\n")?;
        let path = root().join("docs/elixir/diagnostics.md");
        let page = fs::read_to_string(&path)?;
        let (before, rest) = page
            .split_once(BEGIN)
            .context("diagnostics.md has no place for the table")?;
        let (_, after) = rest
            .split_once(END)
            .context("diagnostics.md has no end of the table")?;
        let mut table = "\n| Elixir | tests of | programs | something is said of |".to_owned();
        table += &PLANS.map(|plan| format!(" {plan} |")).concat();
        table += "\n|---|---|---|---|---|---|---|---|\n";
        table.extend(self.0.iter().map(Row::markdown));
        fs::write(path, format!("{before}{BEGIN}{table}\n{END}{after}"))?;
        Ok(())
    }
}

fn json() -> PathBuf {
    root().join("docs/elixir/diagnostics.json")
}

fn decoded(hexadecimal: &str) -> Result<String> {
    let digits: Vec<u32> = hexadecimal
        .chars()
        .filter_map(|digit| digit.to_digit(16))
        .collect();
    ensure!(
        digits.len() == hexadecimal.len() && digits.len().is_multiple_of(2),
        "no hexadecimal text"
    );
    let bytes = digits
        .chunks(2)
        .map(|pair| u8::try_from(pair[0] * 16 + pair[1]))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

//! What the comparison counted, as lines and as a page of the documentation.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;

use super::server::Server;
use crate::environment::{command, root};

#[derive(Debug, Default, Clone)]
pub(crate) struct Tally {
    pub(crate) files: usize,
    pub(crate) bytes: usize,
    pub(crate) unreadable: usize,
    equal: usize,
    equal_errors: usize,
    raised: usize,
    other_token: usize,
    other_error: usize,
    other_ast: usize,
    only_elixir_accepts: usize,
    only_elixir_rejects: usize,
}

impl Tally {
    pub(crate) fn count(&mut self, letter: char) {
        let counter = match letter {
            '=' => &mut self.equal,
            'e' => &mut self.equal_errors,
            'x' => &mut self.raised,
            't' => &mut self.other_token,
            'r' => &mut self.other_error,
            'a' => &mut self.only_elixir_accepts,
            'b' | 'y' => &mut self.only_elixir_rejects,
            _ => &mut self.other_ast,
        };
        *counter += 1;
    }

    /// Sources whose verdict or tree is not Elixir's.
    pub(crate) fn wrong(&self) -> usize {
        self.other_ast + self.only_elixir_accepts + self.only_elixir_rejects
    }

    /// Also those that are rejected with other words, at another place or another token.
    pub(crate) fn different(&self) -> usize {
        self.wrong() + self.other_error + self.other_token
    }
}

pub(crate) struct Row {
    elixir: String,
    project: String,
    revision: String,
    mutated: bool,
    pub(crate) tally: Tally,
}

impl Row {
    pub(crate) fn new(server: &Server, directory: &Path, mutated: bool, tally: Tally) -> Row {
        let name = directory.file_name().unwrap_or(directory.as_os_str());
        let revision = command("git")
            .arg("-C")
            .arg(std::path::absolute(directory).unwrap_or_else(|_| directory.to_owned()))
            .args(["rev-parse", "--short=10", "HEAD"])
            .output()
            .ok()
            .filter(|output| output.status.success())
            .map_or("-".into(), |output| {
                String::from_utf8_lossy(&output.stdout).trim().to_owned()
            });
        Row {
            elixir: server.full_version.clone(),
            project: name.to_string_lossy().into_owned(),
            revision,
            mutated,
            tally,
        }
    }

    fn key(&self) -> (String, String) {
        let mutated = if self.mutated { ", mutated" } else { "" };
        (format!("| {}", self.elixir), format!("{}{mutated}", self.project))
    }

    fn markdown(&self) -> String {
        let (elixir, source) = self.key();
        let t = &self.tally;
        format!(
            "{elixir} | {source} | {} | {} | {:.1} | {} | {} | {} | {} | {} | {} | {} | {} |\n",
            self.revision,
            t.files,
            t.bytes as f64 / 1e6,
            t.equal,
            t.equal_errors,
            t.other_token,
            t.other_error,
            t.raised,
            t.other_ast,
            t.only_elixir_accepts,
            t.only_elixir_rejects
        )
    }

    pub(crate) fn line(&self) -> String {
        let t = &self.tally;
        format!(
            "{} {}{}: {} files, {:.1} MB; equal {}, rejected alike {} (token shown otherwise {}, other error {}, raised {}); tree differs {}, only Elixir accepts {}, only Elixir rejects {}; not UTF-8 {}",
            self.elixir,
            self.project,
            if self.mutated { " mutated" } else { "" },
            t.files,
            t.bytes as f64 / 1e6,
            t.equal,
            t.equal_errors,
            t.other_token,
            t.other_error,
            t.raised,
            t.other_ast,
            t.only_elixir_accepts,
            t.only_elixir_rejects,
            t.unreadable
        )
    }
}

/// Writes the page; rows of other Elixirs and other sources stay as they are.
pub(crate) fn write(rows: &[Row]) -> Result<()> {
    let mut page = String::from(
        "# The Elixir parser beside Elixir's own\n\n\
         Made by `cargo xtask parser-oracle --write`. Each file is read twice, without and with `token_metadata`; a mutant \
         once; of files of up to 3000 bytes Elixir also reads the tree back from text. *Equal*: both accept, and tree and metadata are equal. *Rejected alike*: the same error, place, message and \
         token. *Token*: the same place and message, but the token there is shown in another way. \
         *Other error*: other words or another \
         place. *Raised*: Elixir raised an exception instead of answering, and \
         Spile rejects.\n\n\
         | Elixir | source | revision | files | MB | equal | rejected alike | token | other error | raised | tree differs | only Elixir accepts | only Elixir rejects |\n\
         |---|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n",
    );
    let mutated = rows.iter().any(|row| row.mutated);
    let name = if mutated {
        "elixir-parser-mutants.md"
    } else {
        "elixir-parser-oracle.md"
    };
    let folder = root().join("docs").join("benchmarks");
    std::fs::create_dir_all(&folder)?;
    let path = folder.join(name);
    let old = std::fs::read_to_string(&path).unwrap_or_default();
    let mut lines: BTreeMap<(String, String), String> = old
        .lines()
        .take_while(|line| !line.starts_with("## In all"))
        .filter(|line| line.starts_with("| 1."))
        .filter_map(|line| {
            let mut cells = line.split(" | ");
            let key = (cells.next()?.to_owned(), cells.next()?.to_owned());
            Some((key, format!("{line}\n")))
        })
        .collect();
    for row in rows {
        lines.insert(row.key(), row.markdown());
    }
    page.extend(lines.values().map(String::as_str));
    page += &in_all(lines.values());
    std::fs::write(path, page)?;
    Ok(())
}

/// Per Elixir, over all rows: how many are read alike, and how far the rejected ones are rejected alike.
fn in_all<'a>(rows: impl Iterator<Item = &'a String>) -> String {
    let mut totals: BTreeMap<&str, [u64; 8]> = BTreeMap::new();
    for row in rows {
        let cells: Vec<&str> = row.trim_matches(['|', ' ', '\n']).split(" | ").collect();
        let total = totals.entry(cells[0]).or_default();
        for (sum, cell) in total.iter_mut().zip(&cells[5..]) {
            *sum += cell.parse::<u64>().unwrap_or(0);
        }
    }
    let mut text = String::from(
        "\n## In all\n\n*Verdict*: both accept, or both reject. The last three columns are of those that both reject, but for \
         those where Elixir raised: the same place and words, and the same token as well.\n\n\
         | Elixir | sources | same verdict | accepted, equal | rejected | same place and words | same token too |\n\
         |---|--:|--:|--:|--:|--:|--:|\n",
    );
    for (elixir, [equal, alike, token, other, raised, differs, accepts, rejects]) in totals {
        let rejected = alike + token + other;
        let all = equal + rejected + raised + differs + accepts + rejects;
        let percent = |part: u64, whole: u64| match whole {
            0 => "-".to_owned(),
            whole => format!("{:.3} %", part as f64 / whole as f64 * 100.0),
        };
        text += &format!(
            "| {elixir} | {all} | {} | {} | {rejected} | {} | {} |\n",
            percent(all - accepts - rejects, all),
            percent(equal, equal + differs),
            percent(alike + token, rejected),
            percent(alike, rejected)
        );
    }
    text
}

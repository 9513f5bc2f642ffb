//! The scoreboard as a page.

use std::fmt::Write;

use super::scoreboard::{Against, Listed, Row, Scoreboard};

/// The whole page.
pub(crate) fn render(board: &Scoreboard) -> String {
    let mut page = String::from(
        "# Identity: the same outcomes, woven or not\n\n\
         Written by `cargo xtask identity python`; how to read it: [xtask/identity/README.md](../../xtask/identity/README.md). Rows\nare measured one by one: `git blame` of `python.json` tells when.\n",
    );
    let woven: Vec<_> = board
        .rows
        .iter()
        .filter(|row| row.against == Against::Woven)
        .collect();
    let plain: Vec<_> = board
        .rows
        .iter()
        .filter(|row| row.against == Against::Plain)
        .collect();
    page += "\n## What was woven\n\n";
    if woven.is_empty() {
        page += "No woven run yet.\n";
    } else {
        weaving(&mut page, &woven);
        page += "\n## Outcomes\n\n";
        outcomes(&mut page, &woven);
        lists(&mut page, "Differences", &woven, "woven", |row| &row.differences);
        lists(
            &mut page,
            "Unsteady: not seen again in a second woven run",
            &woven,
            "woven",
            |row| &row.unsteady,
        );
        lists(
            &mut page,
            "Flaky: plain runs differ",
            &woven,
            "plain again",
            |row| &row.flaky,
        );
        complaints(&mut page, &woven);
    }
    if !plain.is_empty() {
        page +=
            "\n## Plain against plain\n\nThe same comparison without weaving: what is flaky without us.\n\n";
        outcomes(&mut page, &plain);
        lists(&mut page, "Flaky tests", &plain, "plain again", |row| &row.flaky);
        complaints(&mut page, &plain);
    }
    excluded(&mut page, board);
    page
}

fn weaving(page: &mut String, rows: &[&Row]) {
    *page += "A definition counts once for every process that imports it.\n\n";
    *page += "| Python | suite | kind | woven | skipped | % |\n|---|---|---|---:|---:|---:|\n";
    for row in rows {
        for (kind, (woven, skipped)) in row.weaving.kinds() {
            let percent = 100.0 * woven as f64 / (woven + skipped).max(1) as f64;
            line(
                page,
                &format!(
                    "| {} | {} | {kind} | {woven} | {skipped} | {percent:.3} |",
                    row.python, row.suite
                ),
            );
        }
    }
    *page += "\n| Python | suite | events | calls | skipped by reason |\n|---|---|---:|---:|---|\n";
    for row in rows {
        let reasons: Vec<_> = row
            .weaving
            .skipped
            .iter()
            .map(|s| format!("{} {} ({})", s.n, s.kind, cell(&s.reason)))
            .collect();
        let (events, calls) = (row.weaving.events, row.weaving.calls);
        line(
            page,
            &format!(
                "| {} | {} | {events} | {calls} | {} |",
                row.python,
                row.suite,
                reasons.join("; ")
            ),
        );
    }
}

fn outcomes(page: &mut String, rows: &[&Row]) {
    *page += "| Python | suite | version | processes | without tests | tests | plain outcomes | identical % | different | of inherent cause | \
              unsteady | flaky | plain s | other s |\n|---|---|---|---:|---:|---:|---|---:|---:|---:|---:|---:|---:|---:|\n";
    for row in rows {
        let tally: Vec<_> = row
            .plain
            .iter()
            .map(|(result, n)| format!("{n} {result}"))
            .collect();
        let inherent = row
            .differences
            .iter()
            .filter(|difference| difference.cause.is_some())
            .count();
        line(
            page,
            &format!(
                "| {} | {} | {} | {} | {} | {} | {} | {:.3} | {} | {inherent} | {} | {} | {:.0} | {:.0} |",
                row.python,
                row.suite,
                row.version,
                row.n_units,
                row.n_empty_units,
                row.n_tests,
                tally.join(", "),
                row.percent_identical(),
                row.differences.len(),
                row.unsteady.len(),
                row.flaky.len(),
                row.plain_seconds,
                row.other_seconds,
            ),
        );
    }
}

fn lists(page: &mut String, title: &str, rows: &[&Row], other: &str, list: impl Fn(&Row) -> &Vec<Listed>) {
    if rows.iter().all(|row| list(row).is_empty()) {
        return;
    }
    line(page, &format!("\n### {title}\n"));
    line(
        page,
        &format!("| Python | suite | test | plain | {other} | cause |\n|---|---|---|---|---|---|"),
    );
    for row in rows {
        for listed in list(row) {
            let (id, plain, other) = (cell(&listed.id), cell(&listed.plain), cell(&listed.other));
            let cause = listed.cause.as_deref().unwrap_or("");
            // The end of a process has no ID that tells which.
            let id = if id == super::outcome::PROCESS {
                format!("{id} {}", cell(&listed.unit))
            } else {
                id
            };
            line(
                page,
                &format!(
                    "| {} | {} | `{id}` | {plain} | {other} | {cause} |",
                    row.python, row.suite
                ),
            );
        }
    }
}

fn complaints(page: &mut String, rows: &[&Row]) {
    for row in rows {
        for complaint in &row.complaints {
            line(
                page,
                &format!(
                    "\n**Failure**, {} on {}: {}",
                    row.suite,
                    row.python,
                    cell(complaint)
                ),
            );
        }
    }
}

fn excluded(page: &mut String, board: &Scoreboard) {
    let mut seen = Vec::new();
    for row in &board.rows {
        if row.excluded.is_empty() || seen.contains(&&row.python) {
            continue;
        }
        seen.push(&row.python);
        line(
            page,
            &format!(
                "\n## Excluded on {}, beside {} modules that run\n",
                row.python, row.n_units
            ),
        );
        for entry in &row.excluded {
            line(page, &format!("- {}", cell(entry)));
        }
    }
}

/// Text that stays within one cell of a table.
fn cell(text: &str) -> String {
    let short: String = text.chars().take(160).collect();
    short
        .replace('|', "\\|")
        .replace(['\n', '\r'], " ")
        .replace('<', "&lt;")
        .replace('`', "'")
}

fn line(page: &mut String, text: &str) {
    writeln!(page, "{text}").expect("a string takes all that is written to it");
}

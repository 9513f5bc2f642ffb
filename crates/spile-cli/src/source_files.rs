//! `spile sources`: the files that a run recorded, and how much of each.

use std::collections::{BTreeMap, HashSet};
use std::io::Write;

use serde::Serialize;
use spile_trace::{Statistics, human};

use crate::args::{Format, SourcesArgs};
use crate::calls;
use crate::failure::Result;
use crate::output::{self, Table};

/// One file.
#[derive(Default, Serialize)]
struct Row {
    file: String,
    module: String,
    /// Woven definitions, and those of them that were called.
    woven: usize,
    called: usize,
    /// Definitions that were asked for and left alone.
    left_alone: usize,
    calls: u64,
    own_ns: u64,
}

/// Prints the files, those in which the most time was spent first.
pub(crate) fn source_files(args: &SourcesArgs) -> Result<()> {
    let (_, mut rows) = calls::reading(args.trace.as_deref(), &args.read, |trace| {
        let mut rows: BTreeMap<(String, String), Row> = BTreeMap::new();
        let mut row_of = |file: &str, module: &str, change: &dyn Fn(&mut Row)| {
            let row = rows.entry((file.to_owned(), module.to_owned())).or_default();
            (row.file, row.module) = (file.to_owned(), module.to_owned());
            change(row);
        };
        // Every process of a run may have imported the same.
        let (mut woven, mut left_alone) = (HashSet::new(), HashSet::new());
        for process in trace.processes() {
            for site in process.sites() {
                let is_new = woven.insert(site.row.id.as_str());
                row_of(&site.file, &site.module, &|row| row.woven += usize::from(is_new));
            }
            for node in process.skipped() {
                let is_new = left_alone.insert(node.id.as_str());
                row_of(&node.file, &node.module, &|row| {
                    row.left_alone += usize::from(is_new)
                });
            }
        }
        for of_site in Statistics::of(trace)?.rows() {
            row_of(&of_site.site.file, &of_site.site.module, &|row| {
                row.called += usize::from(of_site.calls > 0);
                row.calls += of_site.calls;
                row.own_ns = row.own_ns.saturating_add(of_site.own_ns);
            });
        }
        Ok(rows.into_values().collect::<Vec<Row>>())
    })?;
    rows.sort_by_key(|row| std::cmp::Reverse((row.own_ns, row.calls)));
    let n_all = rows.len();
    rows.truncate(if args.limit == 0 { n_all } else { args.limit });
    match args.format {
        Format::Json => output::print_json(&rows),
        Format::Ndjson => output::print_ndjson(&rows),
        Format::Text => output::print(|out| {
            let mut table = Table::new([
                ">own",
                ">calls",
                ">woven",
                ">called",
                ">left alone",
                "module",
                "file",
            ]);
            for row in &rows {
                table.push([
                    human::duration(row.own_ns),
                    human::count(row.calls),
                    human::count(row.woven as u64),
                    human::count(row.called as u64),
                    human::count(row.left_alone as u64),
                    row.module.clone(),
                    row.file.clone(),
                ]);
            }
            table.lines().try_for_each(|line| writeln!(out, "{line}"))
        }),
    }
}

//! `spile errors`: which exceptions left which functions.

use std::collections::HashMap;
use std::io::Write;

use serde::Serialize;
use spile_trace::{Outcome, for_each_call, human};

use crate::args::{ErrorsArgs, Format};
use crate::calls;
use crate::failure::Result;
use crate::output::{self, Table};

/// One type of exception and one function that it left.
#[derive(Serialize)]
struct Row {
    /// Its type, empty where it is unknown.
    error: String,
    id: String,
    name: String,
    file: String,
    line: u32,
    /// How often it began in the function itself, or in what it calls that is not recorded.
    raised: u64,
    /// How often it came from a call of the function's.
    passed_on: u64,
    /// The caller that most of the first kind went on to, if there was any.
    #[serde(skip_serializing_if = "Option::is_none")]
    caller: Option<String>,
    #[serde(skip)]
    callers: HashMap<String, u64>,
}

/// All of it in JSON.
#[derive(Serialize)]
struct Document<'a> {
    trace: String,
    /// Exceptions, each counted where it began.
    raised: u64,
    errors: &'a [Row],
}

/// Prints the exceptions, those that began most often first.
pub(crate) fn errors(args: &ErrorsArgs) -> Result<()> {
    let (trace, mut rows) = calls::reading(args.trace.as_deref(), &args.read, |trace| {
        let mut rows: HashMap<(String, String), Row> = HashMap::new();
        for_each_call(trace, |call| {
            let Outcome::Raised {
                exception,
                is_passed_on,
            } = call.outcome
            else {
                return;
            };
            let site = call.site;
            let key = (exception.to_owned(), site.row.id.clone());
            let row = rows.entry(key).or_insert_with(|| Row {
                error: exception.to_owned(),
                id: site.row.id.clone(),
                name: site.row.name.clone(),
                file: site.file.to_string(),
                line: site.row.start_line,
                raised: 0,
                passed_on: 0,
                caller: None,
                callers: HashMap::new(),
            });
            if is_passed_on {
                row.passed_on += 1;
                return;
            }
            row.raised += 1;
            if let Some(caller) = call.caller {
                *row.callers.entry(caller.row.id.clone()).or_default() += 1;
            }
        })?;
        Ok(rows.into_values().collect::<Vec<Row>>())
    })?;
    for row in &mut rows {
        let most = row
            .callers
            .iter()
            .max_by_key(|(id, n)| (**n, std::cmp::Reverse(*id)));
        row.caller = most.map(|(id, _)| id.clone());
    }
    rows.sort_by(|a, b| {
        let key = |row: &Row| std::cmp::Reverse((row.raised, row.passed_on));
        (key(a), &a.error, &a.id).cmp(&(key(b), &b.error, &b.id))
    });
    let raised = rows.iter().map(|row| row.raised).sum();
    let n_all = rows.len();
    rows.truncate(if args.limit == 0 { n_all } else { args.limit });
    match args.format {
        Format::Json => output::print_json(&Document {
            trace: trace.dir().display().to_string(),
            raised,
            errors: &rows,
        }),
        Format::Ndjson => output::print_ndjson(&rows),
        Format::Text => output::print(|out| {
            let mut table = Table::new([">raised", ">passed on", "exception", "function", "called by"]);
            for row in &rows {
                let count = |n| if n == 0 { String::new() } else { human::count(n) };
                let error = if row.error.is_empty() { "?" } else { &row.error };
                table.push([
                    count(row.raised),
                    count(row.passed_on),
                    error.to_owned(),
                    row.id.clone(),
                    row.caller.clone().unwrap_or_default(),
                ]);
            }
            table.lines().try_for_each(|line| writeln!(out, "{line}"))?;
            let s = if raised == 1 { "" } else { "s" };
            writeln!(
                out,
                "\n{} exception{s} left a function in {}",
                human::count(raised),
                trace.dir().display()
            )
        }),
    }
}

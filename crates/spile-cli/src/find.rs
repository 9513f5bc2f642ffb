//! `spile find`: single calls by what they are and how they went.

use std::io::Write;

use spile_trace::{Call, Outcome, for_each_call, human};

use crate::args::{FindArgs, Format};
use crate::calls::{self, CallRow};
use crate::failure::Result;
use crate::output;

/// Prints the calls that fit, in the order in which they ended.
pub(crate) fn find(args: &FindArgs) -> Result<()> {
    let limit = if args.limit == 0 { usize::MAX } else { args.limit };
    let (trace, (rows, n_found)) = calls::reading(args.trace.as_deref(), &args.read, |trace| {
        let (mut rows, mut n_found) = (Vec::new(), 0_u64);
        for_each_call(trace, |call| {
            if fits(args, call) {
                n_found += 1;
                if rows.len() < limit {
                    rows.push(CallRow::of(call));
                }
            }
        })?;
        Ok((rows, n_found))
    })?;
    match args.format {
        Format::Json => output::print_json(&rows),
        Format::Ndjson => output::print_ndjson(&rows),
        Format::Text => output::print(|out| {
            calls::table(&rows)
                .lines()
                .try_for_each(|line| writeln!(out, "{line}"))?;
            let found = human::count(n_found);
            let s = if n_found == 1 { "" } else { "s" };
            let first = match n_found > rows.len() as u64 {
                true => format!(
                    ", the first {} are shown (--limit)",
                    human::count(rows.len() as u64)
                ),
                false => String::new(),
            };
            writeln!(out, "\n{found} call{s} found in {}{first}", trace.dir().display())
        }),
    }
}

fn fits(args: &FindArgs, call: &Call<'_>) -> bool {
    let error = match call.outcome {
        Outcome::Raised { exception, .. } => Some(exception),
        Outcome::Returned | Outcome::Unknown => None,
    };
    let is_named = |pattern: &String| matches(pattern, &call.site.row.id);
    let is_below = |pattern: &String| call.caller.is_some_and(|caller| matches(pattern, &caller.row.id));
    let is_error = |pattern: &String| error.is_some_and(|error| matches(pattern, error));
    let is_lane = |pattern: &String| {
        let task = call.task.map(|task| format!("task {task}"));
        matches(pattern, task.as_deref().unwrap_or(call.thread))
    };
    args.name.as_ref().is_none_or(is_named)
        && args.caller.as_ref().is_none_or(is_below)
        && args.error.as_ref().is_none_or(is_error)
        && args.lane.as_ref().is_none_or(is_lane)
        && args.longer.is_none_or(|ns| call.duration_ns >= ns)
}

/// Whether `text` is what a pattern with `*` for anything says, or, without any, has it in it.
fn matches(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let (first, mut rest) = (parts.next().unwrap_or_default(), text);
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else {
        return text.contains(pattern);
    };
    match rest.strip_prefix(first) {
        Some(behind) => rest = behind,
        None => return false,
    }
    for part in middle {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_a_part_or_a_glob() {
        for pattern in [
            "total",
            "#",
            "",
            "shop.cart#Cart.total",
            "*total",
            "shop*",
            "shop*#*.tot*l",
            "*",
        ] {
            assert!(matches(pattern, "shop.cart#Cart.total"), "{pattern}");
        }
        for pattern in [
            "totals",
            "total*",
            "*cart",
            "shop*Cart*x*",
            "cart*",
            "*total*total",
        ] {
            assert!(!matches(pattern, "shop.cart#Cart.total"), "{pattern}");
        }
    }
}

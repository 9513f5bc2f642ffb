//! `spile slow`: the calls that took the longest.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::io::Write;

use spile_trace::for_each_call;

use crate::args::{Format, SlowArgs};
use crate::calls::{self, CallRow};
use crate::failure::Result;
use crate::output;

/// Prints the calls that took the longest, the longest first.
pub(crate) fn slow(args: &SlowArgs) -> Result<()> {
    let limit = if args.limit == 0 { usize::MAX } else { args.limit };
    let (_, rows) = calls::reading(args.trace.as_deref(), &args.read, |trace| {
        // The shortest of those that are kept is on top; of two equal ones the later goes.
        let mut kept: BinaryHeap<Reverse<(u64, Reverse<u64>)>> = BinaryHeap::new();
        let mut rows = std::collections::HashMap::new();
        let mut number = 0;
        for_each_call(trace, |call| {
            number += 1;
            let key = (call.duration_ns, Reverse(number));
            if kept.len() >= limit && kept.peek().is_some_and(|Reverse(shortest)| *shortest >= key) {
                return;
            }
            kept.push(Reverse(key));
            rows.insert(number, CallRow::of(call));
            if kept.len() > limit
                && let Some(Reverse((_, Reverse(shortest)))) = kept.pop()
            {
                rows.remove(&shortest);
            }
        })?;
        let mut keys: Vec<_> = kept.into_iter().map(|Reverse(key)| key).collect();
        keys.sort_unstable_by_key(|&key| Reverse(key));
        let in_order = keys.iter().filter_map(|(_, Reverse(number))| rows.remove(number));
        Ok(in_order.collect::<Vec<CallRow>>())
    })?;
    match args.format {
        Format::Json => output::print_json(&rows),
        Format::Ndjson => output::print_ndjson(&rows),
        Format::Text => output::print(|out| {
            calls::table(&rows)
                .lines()
                .try_for_each(|line| writeln!(out, "{line}"))
        }),
    }
}

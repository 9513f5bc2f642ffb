//! `spile tree`: who called whom.

use std::collections::BinaryHeap;
use std::io::Write;

use serde::Serialize;
use spile_trace::{CallTree, Lane, Node, SiteKind, human};

use crate::args::{Format, TreeArgs};
use crate::calls;
use crate::failure::Result;
use crate::output::{self, Table};

/// A lane in JSON.
#[derive(Serialize)]
struct JsonLane<'a> {
    pid: u32,
    lane: &'a str,
    /// Of a thread, the time in which it was there and nothing that is recorded ran on it.
    outside_ns: u64,
    calls: Vec<JsonNode<'a>>,
}

/// A place in the tree in JSON. Times are in ns.
#[derive(Serialize)]
struct JsonNode<'a> {
    id: &'a str,
    name: &'a str,
    /// As in the trace, `mark` for what the program marked.
    kind: &'static str,
    calls: u64,
    /// Calls that are here and whose start is not in the trace.
    #[serde(skip_serializing_if = "is_zero")]
    earlier: u64,
    errors: u64,
    own_ns: u64,
    /// What was called from there that is not recorded, where the trace tells it.
    #[serde(skip_serializing_if = "Option::is_none")]
    outside_ns: Option<u64>,
    total_ns: u64,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    children: Vec<JsonNode<'a>>,
}

fn is_zero(number: &u64) -> bool {
    *number == 0
}

/// A place in the tree as a line of its own. The outermost calls have depth 0.
#[derive(Serialize)]
struct FlatNode<'a> {
    pid: u32,
    lane: &'a str,
    depth: usize,
    #[serde(flatten)]
    node: JsonNode<'a>,
}

/// Prints the call tree of a trace.
pub(crate) fn tree(args: &TreeArgs) -> Result<()> {
    let (trace, mut tree) = calls::reading(args.trace.as_deref(), &args.read, |trace| {
        Ok(CallTree::of(trace, args.depth)?)
    })?;
    let n_hidden = match args.limit {
        0 => 0,
        limit => prune(&mut tree, limit),
    };
    let tells_outside = tree.tells_outside();
    let json_lane = |lane| json_lane(lane, tells_outside);
    match args.format {
        Format::Json => output::print_json(&tree.lanes.iter().map(json_lane).collect::<Vec<_>>()),
        Format::Ndjson => {
            let mut nodes = Vec::new();
            for lane in &tree.lanes {
                walk(&lane.roots, 0, &mut |node, depth| {
                    let node = JsonNode {
                        children: Vec::new(),
                        ..json_node(node, false, tells_outside)
                    };
                    nodes.push(FlatNode {
                        pid: lane.pid,
                        lane: &lane.name,
                        depth,
                        node,
                    });
                });
            }
            output::print_ndjson(nodes)
        }
        Format::Text => print_text(&tree, trace.processes().len() > 1, n_hidden),
    }
}

fn print_text(tree: &CallTree, with_pid: bool, n_hidden: usize) -> Result<()> {
    let mut table = Table::new([">total", ">own", ">outside", ">calls", "lane and function"])
        .with_column_if(2, tree.tells_outside());
    let no_numbers = || [const { String::new() }; 4];
    for lane in &tree.lanes {
        let pid = if with_pid {
            format!(" of process {}", lane.pid)
        } else {
            String::new()
        };
        let [total, own, outside, calls] = no_numbers();
        table.push([total, own, outside, calls, format!("{}{pid}", lane.name)]);
        if lane.outside_ns > 0 {
            let [total, own, outside, calls] = no_numbers();
            let time = human::duration(lane.outside_ns);
            let (own, outside) = if tree.tells_outside() {
                (own, time)
            } else {
                (time, outside)
            };
            table.push([total, own, outside, calls, "  (outside)".to_owned()]);
        }
        walk(&lane.roots, 1, &mut |node, depth| {
            let errors = match node.errors {
                0 => String::new(),
                1 => "  1 error".to_owned(),
                n_errors => format!("  {} errors", human::count(n_errors)),
            };
            let earlier = match node.earlier {
                0 => "",
                _ => "  began before the trace",
            };
            let is_mark = node.site.row.kind == SiteKind::Mark;
            let time = |ns| {
                if is_mark {
                    String::new()
                } else {
                    human::duration(ns)
                }
            };
            let sign = if is_mark { "• " } else { "" };
            table.push([
                time(node.total_ns),
                time(node.own_ns),
                time(node.outside_ns),
                human::count(node.calls),
                format!(
                    "{}{sign}{}{errors}{earlier}",
                    "  ".repeat(depth),
                    node.site.row.name
                ),
            ]);
        });
    }
    output::print(|out| {
        table.lines().try_for_each(|line| writeln!(out, "{line}"))?;
        if n_hidden > 0 {
            let s = if n_hidden == 1 { "" } else { "s" };
            writeln!(
                out,
                "\n{} more function{s} took less time",
                human::count(n_hidden as u64)
            )?;
        }
        Ok(())
    })
}

/// Leaves the `limit` nodes of the most time in the tree, of those whose callers are left, and no empty lanes; returns
/// how many are gone.
fn prune(tree: &mut CallTree, limit: usize) -> usize {
    // By number, in the order of `walk`.
    let mut times = Vec::new();
    let mut children: Vec<Vec<usize>> = Vec::new();
    let mut roots = Vec::new();
    let mut path: Vec<usize> = Vec::new();
    for lane in &tree.lanes {
        walk(&lane.roots, 0, &mut |node, depth| {
            let number = times.len();
            times.push(node.total_ns);
            children.push(Vec::new());
            path.truncate(depth);
            match path.last() {
                Some(&caller) => children[caller].push(number),
                None => roots.push(number),
            }
            path.push(number);
        });
    }
    // The earlier of two that took the same time comes first.
    let ranked = |number: usize| (times[number], std::cmp::Reverse(number));
    let mut candidates: BinaryHeap<_> = roots.into_iter().map(ranked).collect();
    let mut is_kept = vec![false; times.len()];
    for _ in 0..limit {
        let Some((_, std::cmp::Reverse(number))) = candidates.pop() else {
            break;
        };
        is_kept[number] = true;
        candidates.extend(children[number].iter().map(|&child| ranked(child)));
    }
    let mut numbers = is_kept.iter();
    for lane in &mut tree.lanes {
        retain(&mut lane.roots, &mut numbers);
    }
    tree.lanes.retain(|lane| !lane.roots.is_empty());
    is_kept.iter().filter(|is_kept| !**is_kept).count()
}

fn retain(nodes: &mut Vec<Node>, is_kept: &mut std::slice::Iter<'_, bool>) {
    nodes.retain_mut(|node| {
        let stays = is_kept.next().copied().unwrap_or(false);
        retain(&mut node.children, is_kept);
        stays
    });
}

/// Calls `see` for each node, from the top down, with its depth. A tree is never so deep that this cannot recur.
fn walk<'a>(nodes: &'a [Node], depth: usize, see: &mut impl FnMut(&'a Node, usize)) {
    for node in nodes {
        see(node, depth);
        walk(&node.children, depth + 1, see);
    }
}

fn json_lane(lane: &Lane, tells_outside: bool) -> JsonLane<'_> {
    let nodes = lane.roots.iter();
    let calls = nodes.map(|node| json_node(node, true, tells_outside)).collect();
    JsonLane {
        pid: lane.pid,
        lane: &lane.name,
        outside_ns: lane.outside_ns,
        calls,
    }
}

fn json_node(node: &Node, with_children: bool, tells_outside: bool) -> JsonNode<'_> {
    let children = if with_children { &node.children[..] } else { &[] };
    JsonNode {
        id: &node.site.row.id,
        name: &node.site.row.name,
        kind: node.site.row.kind.as_str(),
        calls: node.calls,
        earlier: node.earlier,
        errors: node.errors,
        own_ns: node.own_ns,
        outside_ns: tells_outside.then_some(node.outside_ns),
        total_ns: node.total_ns,
        children: children
            .iter()
            .map(|child| json_node(child, true, tells_outside))
            .collect(),
    }
}

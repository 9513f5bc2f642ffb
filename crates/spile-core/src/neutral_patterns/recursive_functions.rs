//! `recursive_functions`.

use crate::outline::{DefinitionIdx, NodeIdx, Outline};
use crate::patterns::Pattern;

/// Functions that call themselves, directly or by way of others of the module: those in a cycle of the call graph. A call of
/// a function of the same name that comes from elsewhere is none.
pub(crate) const PATTERN: Pattern = Pattern {
    name: "recursive_functions",
    summary: "functions that call themselves, directly or by way of others of their module",
    words: &[],
    find,
};

fn find(outline: &Outline) -> Vec<NodeIdx> {
    let calls = call_graph(outline);
    let mut found = Vec::new();
    for component in components(&calls) {
        let is_cycle = component.len() > 1 || calls[component[0]].contains(&component[0]);
        if is_cycle {
            let functions = component.iter().map(|&at| DefinitionIdx(at as u32));
            let clauses = functions.flat_map(|function| outline.clauses_of(function));
            found.extend(clauses.map(|clause| outline.definition(clause).node));
        }
    }
    found.sort_unstable();
    found
}

/// The functions that each function calls, by their first clauses. What a lambda or generator expression in it calls, it calls.
fn call_graph(outline: &Outline) -> Vec<Vec<usize>> {
    let mut calls = vec![Vec::new(); outline.definitions.len()];
    for node in &outline.nodes {
        let Some(reference) = outline.call_at(node.syntax) else {
            continue;
        };
        let Some(callee) = reference.definition.map(|callee| outline.function_of(callee)) else {
            continue;
        };
        if !outline.definition(callee).kind.is_function() {
            continue;
        }
        for caller in outline.around(node.definition) {
            calls[outline.function_of(caller).to_usize()].push(callee.to_usize());
            if outline.definition(caller).kind.is_named_function() {
                break;
            }
        }
    }
    calls[DefinitionIdx::MODULE.to_usize()].clear();
    calls
}

/// The strongly connected components of a graph, by Tarjan's algorithm (SIAM J. Comput. 1, 1972), without recursion.
fn components(edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    const UNSEEN: usize = usize::MAX;
    let mut order = vec![UNSEEN; edges.len()];
    let mut lowest = vec![UNSEEN; edges.len()];
    let mut is_open = vec![false; edges.len()];
    let mut open = Vec::new();
    let mut found = Vec::new();
    let mut n_seen = 0;
    for root in 0..edges.len() {
        if order[root] != UNSEEN {
            continue;
        }
        let mut walk = vec![(root, 0)];
        while let Some((at, next)) = walk.pop() {
            if next == 0 {
                order[at] = n_seen;
                lowest[at] = n_seen;
                n_seen += 1;
                open.push(at);
                is_open[at] = true;
            } else {
                let back = edges[at][next - 1];
                if is_open[back] {
                    lowest[at] = lowest[at].min(lowest[back]);
                }
            }
            if let Some(&to) = edges[at].get(next) {
                walk.push((at, next + 1));
                if order[to] == UNSEEN {
                    walk.push((to, 0));
                }
                continue;
            }
            if lowest[at] == order[at] {
                let start = open.iter().rposition(|&node| node == at).unwrap_or(0);
                let component = open.split_off(start);
                for &node in &component {
                    is_open[node] = false;
                }
                found.push(component);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cycles(edges: &[&[usize]]) -> Vec<Vec<usize>> {
        let edges: Vec<Vec<usize>> = edges.iter().map(|to| to.to_vec()).collect();
        let mut found = components(&edges);
        for component in &mut found {
            component.sort_unstable();
        }
        found.retain(|component| component.len() > 1);
        found.sort();
        found
    }

    #[test]
    fn components_are_cycles_and_what_joins_them() {
        assert!(cycles(&[&[1], &[2], &[]]).is_empty());
        assert_eq!(cycles(&[&[1], &[2], &[0], &[0]]), [[0, 1, 2]]);
        assert_eq!(cycles(&[&[1], &[0, 2], &[3], &[2]]), [[0, 1], [2, 3]]);
        assert_eq!(cycles(&[&[1, 1], &[0, 0, 1], &[0, 1]]), [[0, 1]]);
    }
}

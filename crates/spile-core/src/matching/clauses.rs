//! Which clause of a function is which of another revision.
//!
//! ```text
//! def price(:book), do: 10        def price(:card), do: 1         new
//! def price(:pen), do: 2          def price(:book), do: 10        price/1@1
//!                                 def price(:pen), do: 3          price/1@2
//! ```
//!
//! The number of a clause is part of its ID, and moves when one is put before it. So clauses that say the same are the
//! same, in their order. Of those between them, the ones with the same head are; then they are in order, when there are as
//! many as before; and else by their numbers.

use rustc_hash::FxHashMap;

use super::Def;
use crate::outline::{DefinitionIdx, Outline, without_count};

/// How large the table of the longest common sequence may be.
const MAX_CELLS: usize = 1 << 20;

/// The clauses of a function in one revision: all outlines, which one it is in, the clauses in source order.
pub(super) type Side<'a> = (&'a [Outline], usize, &'a [DefinitionIdx]);

/// The clauses that are the same.
pub(super) fn pairs(old: Side<'_>, new: Side<'_>) -> Vec<(Def, Def)> {
    let found = match (old.2, new.2) {
        ([_], [_]) => vec![(0, 0)],
        _ => among_several(old, new),
    };
    let def = |side: Side<'_>, at: usize| (side.1, side.2[at]);
    found
        .into_iter()
        .map(|(from, to)| (def(old, from), def(new, to)))
        .collect()
}

/// By their places among the clauses.
fn among_several(old: Side<'_>, new: Side<'_>) -> Vec<(usize, usize)> {
    let fingerprints = |(outlines, file, clauses): Side<'_>| -> Vec<u64> {
        let all = clauses.iter();
        all.map(|clause| outlines[file].fingerprint(*clause)).collect()
    };
    let (olds, news) = (fingerprints(old), fingerprints(new));
    let mut found = common_sequence(&olds, &news);
    found.extend(only_once(&found, &olds, &news));
    let heads = |(outlines, file, clauses): Side<'_>| -> Vec<u64> {
        let syntax = clauses.iter().map(|clause| outlines[file].syntax_of(*clause));
        syntax.map(|at| outlines[file].tree.node(at).header).collect()
    };
    found.extend(only_once(&found, &heads(old), &heads(new)));
    let numbers = |(outlines, file, clauses): Side<'_>| -> Vec<String> {
        let paths = clauses
            .iter()
            .map(|clause| &outlines[file].definition(*clause).path);
        paths.map(|path| without_count(path).to_owned()).collect()
    };
    found.extend(between(&found, &numbers(old), &numbers(new)));
    found
}

/// The longest common sequence: places in both that rise together.
fn common_sequence(olds: &[u64], news: &[u64]) -> Vec<(usize, usize)> {
    let n_before = olds.iter().zip(news).take_while(|(old, new)| old == new).count();
    let (old_rest, new_rest) = (&olds[n_before..], &news[n_before..]);
    let n_behind = old_rest
        .iter()
        .rev()
        .zip(new_rest.iter().rev())
        .take_while(|(old, new)| old == new)
        .count();
    let old_rest = &old_rest[..old_rest.len() - n_behind];
    let new_rest = &new_rest[..new_rest.len() - n_behind];
    let mut found: Vec<(usize, usize)> = (0..n_before).map(|at| (at, at)).collect();
    let width = new_rest.len() + 1;
    if (old_rest.len() + 1) * width <= MAX_CELLS {
        // How long the longest one is from two places on.
        let mut longest = vec![0u32; (old_rest.len() + 1) * width];
        for from in (0..old_rest.len()).rev() {
            for to in (0..new_rest.len()).rev() {
                longest[from * width + to] = if old_rest[from] == new_rest[to] {
                    longest[(from + 1) * width + to + 1] + 1
                } else {
                    longest[(from + 1) * width + to].max(longest[from * width + to + 1])
                };
            }
        }
        let (mut from, mut to) = (0, 0);
        while from < old_rest.len() && to < new_rest.len() {
            if old_rest[from] == new_rest[to] {
                found.push((n_before + from, n_before + to));
                (from, to) = (from + 1, to + 1);
            } else if longest[(from + 1) * width + to] >= longest[from * width + to + 1] {
                from += 1;
            } else {
                to += 1;
            }
        }
    }
    found.extend(
        (0..n_behind)
            .rev()
            .map(|at| (olds.len() - 1 - at, news.len() - 1 - at)),
    );
    found
}

/// The places that `found` has not, of what is there once on each side.
fn only_once(found: &[(usize, usize)], olds: &[u64], news: &[u64]) -> Vec<(usize, usize)> {
    let once = |all: &[u64], is_found: &dyn Fn(usize) -> bool| {
        let mut places: FxHashMap<u64, Option<usize>> = FxHashMap::default();
        for (at, value) in all.iter().enumerate().filter(|(at, _)| !is_found(*at)) {
            places
                .entry(*value)
                .and_modify(|place| *place = None)
                .or_insert(Some(at));
        }
        places
    };
    let olds = once(olds, &|at| found.iter().any(|(old, _)| *old == at));
    let news = once(news, &|at| found.iter().any(|(_, new)| *new == at));
    let mut pairs: Vec<(usize, usize)> = olds
        .iter()
        .filter_map(|(value, old)| Some(((*old)?, (*news.get(value)?)?)))
        .collect();
    pairs.sort_unstable();
    pairs
}

/// What is left between clauses that were found: in order where there are as many as before, else by the number.
fn between(found: &[(usize, usize)], olds: &[String], news: &[String]) -> Vec<(usize, usize)> {
    let mut anchors = found.to_vec();
    anchors.sort_unstable();
    // Those that changed places with others are between nothing.
    let mut rising: Vec<(usize, usize)> = Vec::new();
    for anchor in &anchors {
        if rising.last().is_none_or(|last| last.1 < anchor.1) {
            rising.push(*anchor);
        }
    }
    rising.push((olds.len(), news.len()));
    let is_left = |side: fn(&(usize, usize)) -> usize, at: usize| !found.iter().any(|pair| side(pair) == at);
    let (mut from, mut to) = (0, 0);
    let mut pairs = Vec::new();
    for (old_end, new_end) in rising {
        let left_old: Vec<usize> = (from..old_end).filter(|at| is_left(|pair| pair.0, *at)).collect();
        let left_new: Vec<usize> = (to..new_end).filter(|at| is_left(|pair| pair.1, *at)).collect();
        if left_old.len() == left_new.len() {
            pairs.extend(left_old.into_iter().zip(left_new));
        } else {
            let same = |old: &usize| left_new.iter().copied().find(|new| news[*new] == olds[*old]);
            pairs.extend(left_old.iter().filter_map(|old| Some((*old, same(old)?))));
        }
        (from, to) = (old_end + 1, new_end + 1);
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_common_keeps_its_order() {
        assert_eq!(
            common_sequence(&[1, 2, 3], &[0, 1, 2, 3]),
            [(0, 1), (1, 2), (2, 3)]
        );
        assert_eq!(common_sequence(&[1, 2, 3], &[1, 3]), [(0, 0), (2, 1)]);
        assert_eq!(
            common_sequence(&[1, 2, 3, 4], &[1, 9, 3, 8, 4]),
            [(0, 0), (2, 2), (3, 4)]
        );
        assert_eq!(common_sequence(&[], &[1]), []);
        assert_eq!(common_sequence(&[7, 7], &[7, 7, 7]).len(), 2);
    }

    #[test]
    fn what_changed_places_is_found_when_it_is_there_once() {
        let (olds, news) = ([1, 2, 3], [2, 3, 1]);
        let found = common_sequence(&olds, &news);
        assert_eq!(found, [(1, 0), (2, 1)]);
        assert_eq!(only_once(&found, &olds, &news), [(0, 2)]);
        assert_eq!(only_once(&[], &[5, 5], &[5]), []);
    }

    #[test]
    fn what_is_between_is_in_order_or_has_its_number() {
        let names = |count: usize| (1..=count).map(|at| format!("@{at}")).collect::<Vec<_>>();
        assert_eq!(between(&[(0, 0), (2, 2)], &names(3), &names(3)), [(1, 1)]);
        // One put before, one changed.
        assert_eq!(between(&[(1, 2)], &names(2), &names(3)), [(0, 0)]);
        assert_eq!(between(&[(0, 1)], &names(1), &names(2)), []);
        assert_eq!(between(&[(0, 1), (1, 0)], &names(3), &names(3)), [(2, 2)]);
    }
}

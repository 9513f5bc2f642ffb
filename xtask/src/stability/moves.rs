//! Definitions that a commit renamed or moved and changed nothing else of, and which of them are found again.
//!
//! Truth is what git and the language say together: git's blame, which follows lines within files and between them, says from
//! which definition of before most lines are, and the language's own syntax trees of the two are equal but for their name.
//! Of Elixir each clause is one; that its number is another one is no move: `untouched` has those.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::rc::Rc;

use anyhow::Result;
use serde::{Deserialize, Serialize};
use spile_core::{DefinitionIdx, How, Outline, match_nodes};

use super::history::{Commit, blame};
use super::judge::Judge;
use super::source::File;

/// How many renames and moves there were, and what was found.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Moves {
    /// Where only the name is another.
    pub(super) renamed: Recall,
    /// Where the container or the file is another.
    pub(super) moved: Recall,
    /// What was found and is true.
    pub(super) right: u64,
    /// What was found and is not: another definition became it, or the trees differ.
    pub(super) wrong: u64,
    /// What was found, and of which git does not know where its lines are from; the trees are equal.
    pub(super) untold: u64,
    /// Some of what went wrong: commit, what was expected, what was found.
    pub(super) examples: Vec<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Recall {
    pub(super) all: u64,
    pub(super) found: u64,
}

/// How many examples are kept of a repository.
const N_EXAMPLES: usize = 40;

type Def = (usize, DefinitionIdx);

/// The definitions of one side that the other side's file of the same path does not have; nor any other, when IDs have no
/// files.
fn lone(files: &[Rc<File>], others: &[Rc<File>]) -> Vec<Def> {
    let mut lone = Vec::new();
    for (number, file) in files.iter().enumerate() {
        let there: HashSet<String> = others
            .iter()
            .filter(|other| other.path == file.path || file.names_its_modules())
            .flat_map(|other| other.definitions().map(|idx| other.qualified(idx)))
            .collect();
        let definitions = file
            .definitions()
            .filter(|idx| !there.contains(&file.qualified(*idx)));
        lone.extend(definitions.map(|idx| (number, idx)));
    }
    lone
}

/// The two sides of one commit.
pub(super) struct Sides {
    pub(super) olds: Vec<Rc<File>>,
    pub(super) news: Vec<Rc<File>>,
}

pub(super) fn compare(
    repository: &Path,
    commit: &Commit,
    sides: &Sides,
    judge: &mut Judge,
    sum: &mut Moves,
) -> Result<()> {
    let Sides { olds, news } = sides;
    let (gone, added) = (lone(olds, news), lone(news, olds));
    if gone.is_empty() || added.is_empty() {
        return Ok(());
    }
    let truth = truth(repository, commit, sides, &gone, &added, judge)?;
    let found = found(sides);
    let name = |files: &[Rc<File>], (file, idx): Def| {
        format!(
            "{}:{} {}",
            files[file].path,
            files[file].name_line(idx),
            files[file].qualified(idx)
        )
    };
    let mut example = |what: &str, old: Def, new: Def| {
        if sum.examples.len() < N_EXAMPLES {
            let text = format!(
                "{} {what}: {} -> {}",
                &commit.hash[..10],
                name(olds, old),
                name(news, new)
            );
            sum.examples.push(text);
        }
    };
    let by_new: HashMap<Def, Def> = truth.iter().map(|(old, new)| (*new, *old)).collect();
    for (&old, &new) in &truth {
        let (old_file, new_file) = (&olds[old.0], &news[new.0]);
        let container = |file: &File, idx: DefinitionIdx| (file.path.clone(), file.container(idx));
        let is_renamed = container(old_file, old.1) == container(new_file, new.1);
        let recall = if is_renamed {
            &mut sum.renamed
        } else {
            &mut sum.moved
        };
        recall.all += 1;
        if found.get(&old).is_some_and(|(found, _)| *found == new) {
            recall.found += 1;
        } else {
            example("missed", old, new);
        }
    }
    for (&old, &(new, how)) in &found {
        if how == How::SameId || !gone.contains(&old) || !added.contains(&new) {
            continue;
        }
        let contradicts = truth.get(&old).is_some_and(|other| *other != new)
            || by_new.get(&new).is_some_and(|other| *other != old);
        if truth.get(&old) == Some(&new) {
            sum.right += 1;
        } else if contradicts || judge.equal((&olds[old.0], old.1), (&news[new.0], new.1))? == Some(false) {
            sum.wrong += 1;
            example("wrong", old, new);
        } else {
            sum.untold += 1;
            example("untold", old, new);
        }
    }
    Ok(())
}

/// What Spile finds, without git's word on which files were renamed.
fn found(sides: &Sides) -> HashMap<Def, (Def, How)> {
    let outlines =
        |files: &[Rc<File>]| -> Vec<Outline> { files.iter().map(|file| file.outline.clone()).collect() };
    let (olds, news) = (outlines(&sides.olds), outlines(&sides.news));
    let mut same = Vec::new();
    for (old, file) in sides.olds.iter().enumerate() {
        let new = sides.news.iter().position(|new| new.path == file.path);
        same.extend(new.map(|new| (old, new)));
    }
    let pairs = match_nodes(&olds, &news, &same).into_iter();
    let definitions = pairs.filter_map(|pair| {
        let old = olds[pair.old.0].definition_at(pair.old.1)?;
        let new = news[pair.new.0].definition_at(pair.new.1)?;
        let is_named = olds[pair.old.0].definition(old).has_own_id();
        is_named.then_some(((pair.old.0, old), ((pair.new.0, new), pair.how)))
    });
    definitions.collect()
}

/// The pure renames and moves.
fn truth(
    repository: &Path,
    commit: &Commit,
    sides: &Sides,
    gone: &[Def],
    added: &[Def],
    judge: &mut Judge,
) -> Result<HashMap<Def, Def>> {
    let mut truth: HashMap<Def, Vec<Def>> = HashMap::new();
    let lines = |files: &[Rc<File>], (file, idx): Def| {
        let node = files[file].outline.definition(idx).node;
        files[file].lines_of(node)
    };
    for (number, file) in sides.news.iter().enumerate() {
        let here: Vec<Def> = added.iter().copied().filter(|(new, _)| *new == number).collect();
        if here.is_empty() {
            continue;
        }
        let ranges: Vec<(u32, u32)> = here.iter().map(|new| lines(&sides.news, *new)).collect();
        let origins = blame(repository, commit, &file.path, &ranges)?;
        for (new, (first, last)) in here.into_iter().zip(ranges) {
            let n_new = last - first + 1;
            // How many lines are from each definition that is gone.
            let mut best: Option<(f64, Def)> = None;
            for &old in gone {
                let (old_first, old_last) = lines(&sides.olds, old);
                let path = &sides.olds[old.0].path;
                let n_from = (first..=last)
                    .filter_map(|line| origins.get(&line))
                    .filter(|(file, line)| file == path && (old_first..=old_last).contains(line))
                    .count();
                let share = n_from as f64 / f64::from(n_new.max(old_last - old_first + 1));
                if share >= 0.5 && best.is_none_or(|(other, _)| share > other) {
                    best = Some((share, old));
                }
            }
            if let Some((_, old)) = best
                && judge.equal((&sides.olds[old.0], old.1), (file, new.1))? == Some(true)
            {
                truth.entry(old).or_default().push(new);
            }
        }
    }
    // What became several is no move.
    let single = truth.into_iter().filter(|(_, news)| news.len() == 1);
    Ok(single.map(|(old, news)| (old, news[0])).collect())
}

impl Moves {
    pub(super) fn add(&mut self, other: &Self) {
        for (sum, other) in [(&mut self.renamed, other.renamed), (&mut self.moved, other.moved)] {
            sum.all += other.all;
            sum.found += other.found;
        }
        self.right += other.right;
        self.wrong += other.wrong;
        self.untold += other.untold;
    }
}

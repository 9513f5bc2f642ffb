//! Which node of one revision is which of another.
//!
//! A definition with the same path in the same file is the same, in any file when its ID begins with a module of the
//! source's own. Clauses of a function are told apart by what they say before their numbers are ([`clauses`]). Of what is
//! left, definitions with the same fingerprint
//! are: in the same container (it was renamed), with the same name (it was moved), or, when they are large enough that
//! no two people write them, anywhere. What a definition contains follows it. What is small follows its neighbours: it
//! has to have its name and fingerprint in the place that they were moved to. Where several could be meant, none is.

mod clauses;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::NodeIdx;
use crate::outline::{DefinitionIdx, Outline, folded, without_clause};
use crate::syntax::Role;

/// How it is known that two nodes are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum How {
    /// They have the same ID.
    SameId,
    /// The same path in a file that was moved.
    MovedFile,
    /// The same clause of the same function, which has another number.
    Renumbered,
    /// The same fingerprint in the same container.
    Renamed,
    /// The same fingerprint and name in another container.
    Moved,
    /// The same fingerprint, which is found only once on each side.
    Content,
}

impl How {
    /// The words for it in output.
    pub const fn words(self) -> &'static str {
        match self {
            Self::SameId => "same id",
            Self::MovedFile => "moved file",
            Self::Renumbered => "renumbered",
            Self::Renamed => "renamed",
            Self::Moved => "moved",
            Self::Content => "content",
        }
    }
}

/// A node: the place of its outline among all of a revision, and its own.
pub type Found = (usize, NodeIdx);

/// Two nodes that are the same one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// In the old revision.
    pub old: Found,
    /// In the new revision.
    pub new: Found,
    /// How it is known.
    pub how: How,
}

/// What is so small can be written twice without being the same: in nodes of the syntax.
const MIN_RENAMED: u32 = 10;
const MIN_MOVED: u32 = 10;
const MIN_CONTENT: u32 = 30;

type Def = (usize, DefinitionIdx);

struct Matching<'a> {
    old: &'a [Outline],
    new: &'a [Outline],
    /// Matched definitions, by the old ones, and how.
    by_old: FxHashMap<Def, (Def, How)>,
    by_new: FxHashMap<Def, Def>,
}

/// The nodes of `old` that are still there in `new`, in the order of `old`. `files` are the places of outlines of the same
/// file in both revisions.
pub fn match_nodes(old: &[Outline], new: &[Outline], files: &[(usize, usize)]) -> Vec<Pair> {
    let mut matching = Matching {
        old,
        new,
        by_old: FxHashMap::default(),
        by_new: FxHashMap::default(),
    };
    for &(old, new) in files {
        matching.by_path(old, new);
    }
    matching.by_module(files);
    matching.by_fingerprint();
    matching.pairs()
}

/// The definitions with a path of their own, but for the module.
fn named(outline: &Outline) -> impl Iterator<Item = DefinitionIdx> {
    let all = outline.definitions().skip(1);
    all.filter(|(_, definition)| definition.has_own_id())
        .map(|(idx, _)| idx)
}

/// The same, by their paths without the number of a clause: the clauses of a function are several, in source order.
fn functions(outline: &Outline) -> FxHashMap<String, Vec<DefinitionIdx>> {
    let mut functions: FxHashMap<String, Vec<DefinitionIdx>> = FxHashMap::default();
    for idx in named(outline) {
        let definition = outline.definition(idx);
        let name = definition.display_name();
        let path = match definition.function {
            Some(_) => without_clause(&name),
            None => &name,
        };
        functions.entry(path.to_owned()).or_default().push(idx);
    }
    functions
}

impl Matching<'_> {
    fn add(&mut self, old: Def, new: Def, how: How) {
        self.by_old.insert(old, (new, how));
        self.by_new.insert(new, old);
    }

    fn by_path(&mut self, old: usize, new: usize) {
        let module = DefinitionIdx::MODULE;
        self.add_at(&[((old, module), (new, module))]);
        let news = functions(&self.new[new]);
        for (path, olds) in functions(&self.old[old]) {
            if let Some(news) = news.get(&path) {
                self.add_at(&clauses::pairs((self.old, old, &olds), (self.new, new, news)));
            }
        }
    }

    /// What has a module of its source in its ID, and went to another file with that.
    fn by_module(&mut self, files: &[(usize, usize)]) {
        let left = |outlines: &[Outline], is_matched: &dyn Fn(Def) -> bool| {
            let mut left: FxHashMap<String, Vec<Def>> = FxHashMap::default();
            for (file, outline) in outlines.iter().enumerate() {
                for (path, clauses) in functions(outline) {
                    let all = clauses.into_iter().map(|idx| (file, idx));
                    let is_own = |def: &Def| outline.definition(def.1).module.is_some();
                    let own = all.filter(|def| is_own(def) && !is_matched(*def));
                    left.entry(path).or_default().extend(own);
                }
            }
            left
        };
        let olds = left(self.old, &|def| self.by_old.contains_key(&def));
        let news = left(self.new, &|def| self.by_new.contains_key(&def));
        let only_file = |defs: &[Def]| {
            let file = defs.first()?.0;
            defs.iter().all(|def| def.0 == file).then_some(file)
        };
        for (path, olds) in olds {
            let news = news.get(&path).map_or(&[][..], Vec::as_slice);
            let (Some(old), Some(new)) = (only_file(&olds), only_file(news)) else {
                continue;
            };
            // In one file the clauses that are left over are others.
            if !files.contains(&(old, new)) {
                let idxs = |defs: &[Def]| defs.iter().map(|def| def.1).collect::<Vec<_>>();
                let pairs = clauses::pairs((self.old, old, &idxs(&olds)), (self.new, new, &idxs(news)));
                self.add_at(&pairs);
            }
        }
    }

    /// Adds what is known by its path, but for the number of its clause.
    fn add_at(&mut self, pairs: &[(Def, Def)]) {
        for &(old, new) in pairs {
            let (was, is) = (
                self.old[old.0].definition(old.1),
                self.new[new.0].definition(new.1),
            );
            let how = if was.path != is.path {
                How::Renumbered
            } else if is.module.is_some() || self.old[old.0].module == self.new[new.0].module {
                How::SameId
            } else {
                How::MovedFile
            };
            self.add(old, new, how);
        }
    }

    fn by_fingerprint(&mut self) {
        let (old, new) = (self.old, self.new);
        let left = |outlines: &[Outline], is_matched: &dyn Fn(Def) -> bool| {
            let mut left: FxHashMap<u64, Vec<Def>> = FxHashMap::default();
            for (file, outline) in outlines.iter().enumerate() {
                for idx in named(outline).filter(|idx| !is_matched((file, *idx))) {
                    left.entry(outline.fingerprint(idx))
                        .or_default()
                        .push((file, idx));
                }
            }
            left
        };
        let olds = left(old, &|def| self.by_old.contains_key(&def));
        let news = left(new, &|def| self.by_new.contains_key(&def));
        // Outer definitions first: what is in them follows them.
        let mut order: Vec<(Def, u64)> = Vec::new();
        for (fingerprint, defs) in &olds {
            order.extend(defs.iter().map(|def| (*def, *fingerprint)));
        }
        order.sort_unstable();
        for (at, fingerprint) in &order {
            if self.by_old.contains_key(at) {
                continue;
            }
            let candidates = news.get(fingerprint).map_or(&[][..], Vec::as_slice);
            if let Some((found, how)) = self.choose(*at, &olds[fingerprint], candidates) {
                self.add(*at, found, how);
                self.add_inner(*at, found, how);
            }
        }
        self.by_clauses(&order, &news);
        let neighbours = self.moved_containers();
        for (at, fingerprint) in &order {
            if self.by_old.contains_key(at) {
                continue;
            }
            let candidates = news.get(fingerprint).map_or(&[][..], Vec::as_slice);
            if let Some(found) = self.beside_neighbours(*at, candidates, &neighbours) {
                self.add(*at, found, How::Moved);
                self.add_inner(*at, found, How::Moved);
            }
        }
    }

    /// Clauses of a function follow the one that another clause of it became.
    fn by_clauses(&mut self, order: &[(Def, u64)], news: &FxHashMap<u64, Vec<Def>>) {
        let function = |outlines: &[Outline], (file, idx): Def| (file, outlines[file].function_of(idx));
        // None for those whose clauses went to several.
        let mut became: FxHashMap<Def, Option<(Def, How)>> = FxHashMap::default();
        let is_elsewhere = |how: How| matches!(how, How::Renamed | How::Moved | How::Content);
        for (old, (new, how)) in self.by_old.iter().filter(|(_, (_, how))| is_elsewhere(*how)) {
            let new = function(self.new, *new);
            became
                .entry(function(self.old, *old))
                .and_modify(|before| *before = before.filter(|(before, _)| *before == new))
                .or_insert(Some((new, *how)));
        }
        for (at, fingerprint) in order {
            let Some(&Some((to, how))) = became.get(&function(self.old, *at)) else {
                continue;
            };
            if self.by_old.contains_key(at) {
                continue;
            }
            let candidates = news.get(fingerprint).map_or(&[][..], Vec::as_slice);
            let mut meant = candidates
                .iter()
                .filter(|new| !self.by_new.contains_key(new) && function(self.new, **new) == to);
            if let (Some(found), None) = (meant.next(), meant.next()) {
                let found = *found;
                self.add(*at, found, how);
                self.add_inner(*at, found, how);
            }
        }
    }

    /// The definition around one, also where that is only the module.
    fn container(outlines: &[Outline], (file, idx): Def) -> Def {
        let parent = outlines[file].definition(idx).parent;
        (file, parent.unwrap_or(DefinitionIdx::MODULE))
    }

    /// Where the definitions of a container were moved to.
    fn moved_containers(&self) -> FxHashSet<(Def, Def)> {
        let moved = self.by_old.iter().filter(|(_, (_, how))| *how == How::Moved);
        moved
            .map(|(old, (new, _))| (Self::container(self.old, *old), Self::container(self.new, *new)))
            .collect()
    }

    /// The one of `news`, which have the fingerprint of `at`, that has its name and is where its neighbours are.
    fn beside_neighbours(&self, at: Def, news: &[Def], neighbours: &FxHashSet<(Def, Def)>) -> Option<Def> {
        let name = &self.old[at.0].definition(at.1).name;
        let container = Self::container(self.old, at);
        let mut meant = news.iter().filter(|new| {
            !self.by_new.contains_key(new)
                && self.new[new.0].definition(new.1).name == *name
                && neighbours.contains(&(container, Self::container(self.new, **new)))
        });
        match (meant.next(), meant.next()) {
            (Some(found), None) => Some(*found),
            _ => None,
        }
    }

    /// The one of `news` that `at`, one of `olds`, became; all have the same fingerprint.
    fn choose(&self, at: Def, olds: &[Def], news: &[Def]) -> Option<(Def, How)> {
        let size = {
            let outline = &self.old[at.0];
            outline.tree.node(outline.syntax_of(at.1)).n_below
        };
        let olds = || olds.iter().filter(|old| !self.by_old.contains_key(old));
        let news = || news.iter().filter(|new| !self.by_new.contains_key(new));
        let parent_of_old = |old: &Def| (old.0, self.old[old.0].definition(old.1).parent);
        let parent_of_new = |new: &Def| (new.0, self.new[new.0].definition(new.1).parent);
        let name_of_old = |old: &Def| self.old[old.0].definition(old.1).name.as_str();
        let name_of_new = |new: &Def| self.new[new.0].definition(new.1).name.as_str();

        let container = parent_of_old(&at);
        let matched = container
            .1
            .and_then(|parent| self.by_old.get(&(container.0, parent)));
        if let Some(&((file, parent), _)) = matched
            && size >= MIN_RENAMED
        {
            let n_old = olds().filter(|old| parent_of_old(old) == container).count();
            let mut within = news().filter(|new| parent_of_new(new) == (file, Some(parent)));
            if let (1, Some(found), None) = (n_old, within.next(), within.next()) {
                return Some((*found, How::Renamed));
            }
        }
        if size >= MIN_MOVED {
            let name = name_of_old(&at);
            let n_old = olds().filter(|old| name_of_old(old) == name).count();
            let mut same_name = news().filter(|new| name_of_new(new) == name);
            if let (1, Some(found), None) = (n_old, same_name.next(), same_name.next()) {
                return Some((*found, How::Moved));
            }
        }
        let mut all = news();
        match (olds().count(), all.next(), all.next()) {
            (1, Some(found), None) if size >= MIN_CONTENT => Some((*found, How::Content)),
            _ => None,
        }
    }

    /// The definitions in a matched one, by their path within it.
    fn add_inner(&mut self, at: Def, found: Def, how: How) {
        let (old, new) = (&self.old[at.0], &self.new[found.0]);
        let within = |outline: &'_ Outline, outer: DefinitionIdx| {
            let path = format!("{}.", outline.definition(outer).display_name());
            let inner = named(outline).filter_map(|idx| {
                let name = outline.definition(idx).display_name();
                Some((name.strip_prefix(&path)?.to_owned(), idx))
            });
            inner.collect::<FxHashMap<_, _>>()
        };
        let news = within(new, found.1);
        for (path, idx) in within(old, at.1) {
            let (old, new) = ((at.0, idx), news.get(&path).map(|idx| (found.0, *idx)));
            match new {
                Some(new) if !self.by_old.contains_key(&old) && !self.by_new.contains_key(&new) => {
                    self.add(old, new, how);
                }
                _ => {}
            }
        }
    }

    /// All nodes: definitions as they are matched, and in matched ones what has the same content.
    fn pairs(&self) -> Vec<Pair> {
        type Key = (Def, &'static str, u32, u32);
        let key = |outline: &Outline, file: usize, at: NodeIdx| -> Key {
            let node = outline.nodes[at.to_usize()];
            let syntax = outline.tree.node(node.syntax);
            let named = outline.named(node.definition);
            ((file, named), syntax.kind, folded(syntax.header), node.occurrence)
        };
        let is_named = |outline: &Outline, at: NodeIdx| {
            let node = outline.nodes[at.to_usize()];
            outline.tree.node(node.syntax).role == Role::Definition
                && outline.definition(node.definition).has_own_id()
        };
        let nodes = |outline: &Outline| (0..outline.nodes.len() as u32).map(NodeIdx);
        let mut news: FxHashMap<Key, Found> = FxHashMap::default();
        for (file, outline) in self.new.iter().enumerate() {
            for at in nodes(outline).filter(|at| !is_named(outline, *at)) {
                news.insert(key(outline, file, at), (file, at));
            }
        }
        let mut pairs = Vec::new();
        for (file, outline) in self.old.iter().enumerate() {
            for at in nodes(outline) {
                let (named, kind, hash, occurrence) = key(outline, file, at);
                let Some(&(new, how)) = self.by_old.get(&named) else {
                    continue;
                };
                let found = if is_named(outline, at) {
                    Some((new.0, self.new[new.0].definition(new.1).node))
                } else {
                    news.get(&(new, kind, hash, occurrence)).copied()
                };
                pairs.extend(found.map(|new| Pair {
                    old: (file, at),
                    new,
                    how,
                }));
            }
        }
        pairs
    }
}

//! The files of a revision, as Spile sees them.

use std::collections::HashMap;
use std::rc::Rc;

use anyhow::Result;
use spile_core::{DefinitionIdx, Frontend, Module, NodeIdx, Outline, Scheme};
use spile_source::{ByteOffset, LineIndex};

use super::history::{Blobs, Side};

/// How many files are kept in memory.
const N_KEPT: usize = 400;

pub(super) struct File {
    pub(super) path: String,
    pub(super) text: String,
    pub(super) outline: Outline,
    pub(super) lines: LineIndex,
    /// In the order of the schemes.
    pub(super) ids: [Vec<String>; 4],
}

impl File {
    /// Its first and last line, from 1.
    pub(super) fn lines_of(&self, at: NodeIdx) -> (u32, u32) {
        let range = self.range(at);
        let line = |at: u32| self.lines.line_col(ByteOffset::new(at)).line;
        (line(range.0), line(range.1.saturating_sub(1).max(range.0)))
    }

    /// Its bytes.
    pub(super) fn range(&self, at: NodeIdx) -> (u32, u32) {
        let range = self
            .outline
            .tree
            .node(self.outline.nodes[at.to_usize()].syntax)
            .range;
        (range.start().to_u32(), range.end().to_u32())
    }

    /// The line of `def` or `class`.
    pub(super) fn name_line(&self, at: DefinitionIdx) -> u32 {
        let name = self.outline.definition(at).name_range;
        self.lines.line_col(name.start()).line
    }

    /// The names around a node and its own, without what is counted: clauses, and what has the same name.
    pub(super) fn names(&self, at: DefinitionIdx) -> String {
        let name = self.outline.definition(at).display_name();
        let name = name.split_once('~').map_or(&*name, |(name, _)| name);
        let clause = name
            .rsplit_once('@')
            .filter(|(_, clause)| clause.bytes().all(|byte| byte.is_ascii_digit()));
        clause.map_or(name, |(name, _)| name).to_owned()
    }

    /// What a definition is called: without what is counted, and without the file.
    pub(super) fn qualified(&self, at: DefinitionIdx) -> String {
        match self.names_its_modules() {
            true => self.names(at),
            false => {
                let path = &self.outline.definition(at).path;
                path.split_once('~')
                    .map_or(path.as_str(), |(path, _)| path)
                    .to_owned()
            }
        }
    }

    /// What is around a definition.
    pub(super) fn container(&self, at: DefinitionIdx) -> String {
        match (self.names_its_modules(), self.outline.definition(at).parent) {
            (true, Some(parent)) => self.names(parent),
            (true, None) => String::new(),
            (false, _) => {
                let path = self.qualified(at);
                path.rsplit_once('.')
                    .map_or(String::new(), |(container, _)| container.to_owned())
            }
        }
    }

    /// Whether IDs have the name of a module that the source gives, and so no file.
    pub(super) fn names_its_modules(&self) -> bool {
        self.path.ends_with(".ex") || self.path.ends_with(".exs")
    }

    /// The functions and classes that have a name.
    pub(super) fn definitions(&self) -> impl Iterator<Item = DefinitionIdx> {
        let all = self.outline.definitions().skip(1);
        all.filter(|(_, definition)| definition.has_own_id())
            .map(|(idx, _)| idx)
    }
}

/// Reads files, and keeps the last ones: most are looked at twice.
pub(super) struct Sources {
    blobs: Blobs,
    kept: HashMap<Side2, Option<Rc<File>>>,
    /// Files that are no programs.
    pub(super) n_unparsed: u64,
}

type Side2 = (String, String);

impl Sources {
    pub(super) fn new(blobs: Blobs) -> Self {
        Self {
            blobs,
            kept: HashMap::new(),
            n_unparsed: 0,
        }
    }

    pub(super) fn read(&mut self, side: &Side) -> Result<Option<Rc<File>>> {
        let key = (side.path.clone(), side.blob.clone());
        if let Some(file) = self.kept.get(&key) {
            return Ok(file.clone());
        }
        let bytes = self.blobs.read(&side.blob)?;
        let file = spile_python::decode(&bytes).and_then(|text| parse(&side.path, text));
        self.n_unparsed += u64::from(file.is_none());
        if self.kept.len() >= N_KEPT {
            self.kept.clear();
        }
        let file = file.map(Rc::new);
        self.kept.insert(key, file.clone());
        Ok(file)
    }
}

fn parse(path: &str, text: String) -> Option<File> {
    let outline = if path.ends_with(".py") {
        let name = path.strip_suffix(".py").unwrap_or(path).replace('/', ".");
        spile_python::Python.outline(&text, Module::from(&*name)).ok()?
    } else {
        spile_elixir::Elixir.outline(&text, Module::from(path)).ok()?
    };
    Some(File {
        path: path.to_owned(),
        lines: LineIndex::new(&text),
        ids: Scheme::ALL.map(|scheme| outline.ids(scheme)),
        outline,
        text,
    })
}

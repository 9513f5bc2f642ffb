//! What would be recorded of a source file, without running anything.

use std::collections::HashMap;
use std::path::Path;

use serde::{Deserialize, Serialize};
use spile_core::{
    Asks, Decision, Definition, Frontend, Module, ModulePlan, NodeSet, NotWoven, Outline, Plan, Rules,
    SourceFacts, Weaving,
};
use spile_elixir::Elixir;
use spile_python::Python;
use spile_source::LineIndex;

use crate::places::Places;
use crate::plan_cache::{self, PlanCache, Stamp};
use crate::sources;

/// One source file and what the rules make of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct PlannedFile {
    /// As it was found.
    pub(crate) file: String,
    pub(crate) module: String,
    /// Why nothing is known of it; the program's own import would tell the same.
    pub(crate) passed: Option<String>,
    /// In source order; none when no rule selects anything in the module.
    pub(crate) definitions: Vec<PlannedDefinition>,
    /// What each rule selects. Empty when no rule selects anything.
    pub(crate) n_selected: Vec<NSelected>,
    /// What the file was when it was read, if that will tell when it changes.
    #[serde(skip)]
    pub(crate) stamp: Option<Stamp>,
}

/// How much a rule selects.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub(crate) struct NSelected {
    /// Definitions, but for `bodies`.
    pub(crate) definitions: usize,
    /// Bodies of classes and modules that are not asked for.
    pub(crate) bodies: usize,
    /// Statements and expressions.
    pub(crate) others: usize,
}

/// One definition and what happens to it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct PlannedDefinition {
    pub(crate) id: String,
    pub(crate) kind: String,
    /// 1-based.
    pub(crate) line: u32,
    /// What holds there: `record=true`.
    pub(crate) settings: String,
    /// The rule that decided.
    pub(crate) rule: Option<String>,
    /// Why it would not be recorded.
    pub(crate) why_not: Option<String>,
}

/// A source, its outline, and what the rules decide.
pub(crate) struct Planned {
    pub(crate) source: String,
    pub(crate) outline: Outline,
    /// What each rule selects.
    selected: Vec<NodeSet>,
    /// In the order of the outline's definitions.
    pub(crate) decisions: Vec<Decision>,
    /// What is woven by them.
    pub(crate) weaving: Weaving,
    /// Why definitions are left alone, by their IDs.
    left_alone: HashMap<String, NotWoven>,
    lines: LineIndex,
}

/// What a source file is to the rules.
pub(crate) struct Located<'a> {
    pub(crate) module: String,
    /// The path by which selectors know it.
    seen: String,
    places: &'a Places,
}

impl<'a> Located<'a> {
    /// The source file at `path`.
    pub(crate) fn at(path: &Path, places: &'a Places) -> Self {
        Self::called(sources::module_name(path), &path.to_string_lossy(), places)
    }

    /// The source file at `path` that was imported as `module`. A file of Elixir's holds modules, and is called by its path.
    pub(crate) fn named(module: &str, path: &str, places: &'a Places) -> Self {
        let module = match sources::is_elixir(Path::new(path)) {
            true => sources::module_name(Path::new(path)),
            false => module.to_owned(),
        };
        Self::called(module, path, places)
    }

    fn called(module: String, path: &str, places: &'a Places) -> Self {
        Self {
            module,
            seen: places.seen(&Places::absolute(path)).into_owned(),
            places,
        }
    }

    /// Whether it is Elixir's, else it is Python's.
    fn is_elixir(&self) -> bool {
        sources::is_elixir(Path::new(&self.seen))
    }

    pub(crate) fn module(&self) -> Module<'_> {
        Module {
            name: &self.module,
            is_package: self.seen.ends_with("/__init__.py"),
        }
    }

    pub(crate) fn facts<'b>(&'b self, text: Option<&'b str>) -> SourceFacts<'b> {
        let place = self.places.of(&self.seen);
        SourceFacts {
            module: &self.module,
            holds_modules: self.is_elixir(),
            file: Some(place.file),
            is_project: place.is_project,
            text,
        }
    }
}

/// Plans the file at `path`, unless `known` has its plan.
pub(crate) fn plan_file(path: &Path, rules: &Rules, places: &Places, known: &PlanCache) -> PlannedFile {
    let located = Located::at(path, places);
    if let Some(planned) = known.get(path, &located.module) {
        return planned;
    }
    let mut planned = PlannedFile {
        file: path.display().to_string(),
        module: located.module.clone(),
        passed: None,
        definitions: Vec::new(),
        n_selected: Vec::new(),
        stamp: plan_cache::stamp_of(path),
    };
    if rules.module_plan(&located.facts(None)) == ModulePlan::Nothing {
        return planned;
    }
    let source = match sources::read(path) {
        Ok((source, _)) => source,
        Err(why) => {
            planned.passed = Some(why);
            return planned;
        }
    };
    if rules.module_plan(&located.facts(Some(&source))) == ModulePlan::Nothing {
        return planned;
    }
    match plan(source, &located, rules) {
        Ok(all) => {
            planned.definitions = all.definitions(rules).collect();
            planned.n_selected = all.n_selected();
        }
        Err(why) => planned.passed = Some(why),
    }
    planned
}

/// Plans a source.
///
/// # Errors
/// Why it cannot be parsed.
pub(crate) fn plan(source: String, located: &Located<'_>, rules: &Rules) -> Result<Planned, String> {
    let facts = located.facts(Some(&source));
    let (mut selected, mut decisions) = (Vec::new(), Vec::new());
    let ask = |outline: &Outline| {
        selected = rules.select(&source, facts, outline);
        decisions = rules.decide(outline, &selected);
        Asks::of(outline, &decisions)
    };
    let (outline, weaving) = if located.is_elixir() {
        weave_asked(&Elixir, &source, located.module(), ask)?
    } else {
        weave_asked(&Python, &source, located.module(), ask)?
    };
    let skipped = weaving.skipped.iter();
    let left_alone = skipped
        .map(|skipped| (skipped.node.id.clone(), skipped.reason))
        .collect();
    Ok(Planned {
        left_alone,
        lines: LineIndex::new(&source),
        source,
        outline,
        selected,
        decisions,
        weaving,
    })
}

fn weave_asked<F: Frontend>(
    frontend: &F,
    source: &str,
    module: Module<'_>,
    ask: impl FnOnce(&Outline) -> Asks,
) -> Result<(Outline, Weaving), String> {
    frontend
        .weave_asked(source, module, &mut Plan::default(), ask)
        .map_err(|error| error.to_string())
}

impl Planned {
    /// How much each rule selects.
    fn n_selected(&self) -> Vec<NSelected> {
        let count = |nodes: &NodeSet| {
            let mut counts = NSelected::default();
            for node in nodes.iter() {
                let decision = self
                    .outline
                    .definition_at(node)
                    .map(|at| &self.decisions[at.to_usize()]);
                *match decision.map(|decision| decision.reason) {
                    None => &mut counts.others,
                    Some(Some(NotWoven::BodyNotAskedFor)) => &mut counts.bodies,
                    Some(_) => &mut counts.definitions,
                } += 1;
            }
            counts
        };
        self.selected.iter().map(count).collect()
    }

    /// What happens to each definition but those that no rule selects, and bodies that are not asked for.
    fn definitions(&self, rules: &Rules) -> impl Iterator<Item = PlannedDefinition> {
        let all = self.outline.definitions.iter().zip(&self.decisions);
        let is_told = |decision: &Decision| {
            !decision.matched.is_empty() && decision.reason != Some(NotWoven::BodyNotAskedFor)
        };
        all.filter(move |(_, decision)| is_told(decision))
            .map(|(definition, decision)| self.tell(definition, decision, rules))
    }

    /// What happens to one definition.
    pub(crate) fn tell(
        &self,
        definition: &Definition,
        decision: &Decision,
        rules: &Rules,
    ) -> PlannedDefinition {
        let id = self.outline.id(definition.node);
        let why_not = decision.reason.or_else(|| self.left_alone.get(&id).copied());
        PlannedDefinition {
            kind: definition.kind.to_string(),
            line: self.line_of(definition),
            settings: decision.settings.to_string(),
            rule: decision.decided.map(|place| rules.rules()[place].name.clone()),
            why_not: why_not.map(|reason| reason.to_string()),
            id,
        }
    }

    /// The line that a definition's name stands on, 1-based.
    pub(crate) fn line_of(&self, definition: &Definition) -> u32 {
        self.lines.line_col(definition.name_range.start()).line
    }
}

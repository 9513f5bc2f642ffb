//! A configuration against one source: which actions at which definition, and what came to nothing.

mod nodes;
mod unmet;

use std::collections::{BTreeMap, HashMap, HashSet};

use spile_core::{
    Actions, CodePlace, CustomCode, Definition, DefinitionIdx, Moment, NodeIdx, NodeKind, NotWoven, Outline,
    TrackedExpression, Visibility,
};
use spile_elixir_syntax::ElixirVersion;
use spile_source::LineIndex;

use super::instrumentation::{FunctionName, FunctionRule, Functions, Instrumentation, patterns};
use super::quoted::{bare, nodes_with_ids};
use super::source::Parsed;
use super::term::Term;
use nodes::Places;
pub use unmet::Unmet;

/// What holds at the definitions of one source.
#[derive(Clone, Debug, Default)]
pub(super) struct Resolved {
    /// By the IDs of all definitions: why one is not asked for, or nothing for one that is.
    pub(super) asks: BTreeMap<String, Option<NotWoven>>,
    pub(super) by_id: BTreeMap<String, Actions>,
    /// What was asked for and is nowhere in this source.
    pub(super) unmet: Vec<Unmet>,
    /// What cannot be meant: node IDs of this source's modules that nothing has.
    pub(super) wrong: Option<Unmet>,
}

/// Resolves `wanted` against a source.
pub(super) fn resolve(wanted: &Instrumentation, parsed: &Parsed<'_>) -> Resolved {
    let outline = &parsed.outlined.outline;
    let mut resolving = Resolving {
        wanted,
        parsed,
        outline,
        lines: LineIndex::new(parsed.source),
        before: Vec::new(),
        resolved: Resolved::default(),
    };
    resolving.find_nodes();
    let targets = resolving.targets();
    let tracked = resolving.tracked(&targets);
    for (idx, definition) in outline.definitions() {
        let id = outline.id(definition.node);
        if targets.contains(&idx) {
            let actions = resolving.actions(idx, &tracked);
            resolving.resolved.asks.insert(id.clone(), None);
            resolving.resolved.by_id.insert(id, actions);
        } else if wanted.anonymous_functions && wanted.patterns.is_empty() && resolving.holds_of_all_in(idx) {
            let actions = resolving.actions(idx, &tracked);
            let functions = Actions {
                entry_exit: actions.entry_exit,
                ..Actions::default()
            };
            resolving
                .resolved
                .asks
                .insert(id.clone(), Some(NotWoven::BodyNotAskedFor));
            resolving.resolved.by_id.insert(id, functions);
        } else {
            resolving.resolved.asks.insert(id, Some(NotWoven::NotAskedFor));
        }
    }
    let unmet = resolving.unmet(&targets);
    resolving.resolved.unmet.extend(unmet);
    resolving.resolved
}

struct Resolving<'r> {
    wanted: &'r Instrumentation,
    parsed: &'r Parsed<'r>,
    outline: &'r Outline,
    lines: LineIndex,
    /// Where each code goes that is to run before a node.
    before: Vec<Places>,
    resolved: Resolved,
}

type Tracked = HashMap<DefinitionIdx, Vec<TrackedExpression>>;

impl Resolving<'_> {
    fn find_nodes(&mut self) {
        for custom in &self.wanted.code {
            let mut places = Places::new();
            if let CodePlace::BeforeNode(id) = &custom.at {
                places = self.places_before(id);
                if places.is_empty() && self.resolved.wrong.is_none() {
                    let (unmet, is_wrong) = self.nowhere(id);
                    self.resolved.wrong = is_wrong.then_some(unmet);
                }
            }
            self.before.push(places);
        }
    }

    /// The definitions at which something is done.
    fn targets(&mut self) -> HashSet<DefinitionIdx> {
        let in_patterns = self.in_patterns();
        let functions = self
            .outline
            .definitions()
            .filter(|(_, definition)| is_callable(definition));
        let mut targets: HashSet<DefinitionIdx> = functions
            .filter(|(idx, definition)| {
                let is_macro = definition.kind == NodeKind::Macro;
                definition.kind != NodeKind::Lambda
                    && in_patterns.as_ref().is_none_or(|found| found.contains(idx))
                    && (self.wanted.rules.is_empty() && !is_macro
                        || self.wanted.rules.iter().any(|rule| self.holds(rule, *idx)))
            })
            .map(|(idx, _)| idx)
            .collect();
        if self.wanted.anonymous_functions {
            let lambdas = self
                .outline
                .definitions()
                .filter(|(_, definition)| definition.kind == NodeKind::Lambda);
            let inner: Vec<DefinitionIdx> = lambdas
                .map(|(idx, _)| idx)
                .filter(|idx| {
                    let within = self.outline.named(*idx);
                    targets.contains(&within) || in_patterns.is_none() && self.holds_of_all_in(within)
                })
                .collect();
            targets.extend(inner);
        }
        targets
    }

    /// The definitions that a pattern selects, or in which it selects something; none without patterns.
    fn in_patterns(&mut self) -> Option<HashSet<DefinitionIdx>> {
        if self.wanted.patterns.is_empty() {
            return None;
        }
        let mut found = HashSet::new();
        for name in &self.wanted.patterns {
            let nodes = pattern_nodes(self.outline, name);
            if nodes.is_empty() {
                self.resolved.unmet.push(Unmet {
                    kind: "pattern",
                    value: name.clone(),
                    message: format!("nothing in this source is what {name} selects"),
                });
            }
            let functions = nodes
                .iter()
                .map(|node| self.outline.named(self.outline.nodes[node.to_usize()].definition));
            let functions: Vec<_> = functions
                .filter(|idx| is_callable(self.outline.definition(*idx)))
                .collect();
            if functions.is_empty() && !nodes.is_empty() {
                self.resolved.unmet.push(Unmet {
                    kind: "pattern",
                    value: name.clone(),
                    message: format!(
                        "what {name} selects here is in no function: nothing else is instrumented"
                    ),
                });
            }
            found.extend(functions);
        }
        Some(found)
    }

    /// Whether functions that are in no other are targets, as those that a macro is given at module level.
    fn holds_of_all_in(&self, idx: DefinitionIdx) -> bool {
        !is_callable(self.outline.definition(idx))
            && (self.wanted.rules.is_empty() || self.wanted.rules.iter().any(|rule| self.holds(rule, idx)))
    }

    fn holds(&self, rule: &FunctionRule, idx: DefinitionIdx) -> bool {
        let Definition { visibility, kind, .. } = *self.outline.definition(idx);
        if !kind.is_function() && kind != NodeKind::Macro {
            return matches!(rule.target, Functions::All);
        }
        match &rule.target {
            Functions::Only(names) => names.iter().any(|name| self.is_called(name, idx)),
            _ if kind == NodeKind::Macro => false,
            Functions::All => true,
            Functions::Public => visibility == Visibility::Public,
            Functions::Private => visibility == Visibility::Private,
            Functions::Except(names) => !names.iter().any(|name| self.is_called(name, idx)),
        }
    }

    fn is_called(&self, name: &FunctionName, idx: DefinitionIdx) -> bool {
        let definition = self.outline.definition(idx);
        definition.name == name.name
            && name
                .module
                .as_deref()
                .is_none_or(|module| self.outline.module_of(idx) == module)
            && name.arity.is_none_or(|arity| self.arities(idx).contains(&arity))
    }

    /// With how many arguments a function can be called: its defaults may stand at another clause.
    fn arities(&self, idx: DefinitionIdx) -> std::ops::RangeInclusive<u32> {
        let clauses = self.outline.clauses_of(idx);
        let counts = clauses.map(|clause| {
            let parameters = &self.outline.definition(clause).parameters;
            let defaults = parameters
                .iter()
                .filter(|parameter| parameter.has_default)
                .count();
            (parameters.len() - defaults) as u32
        });
        let most = self.outline.definition(idx).parameters.len() as u32;
        counts.min().unwrap_or(most)..=most
    }

    /// The tracked expressions, by the named function that they stand in.
    fn tracked(&mut self, targets: &HashSet<DefinitionIdx>) -> Tracked {
        let mut tracked = Tracked::new();
        if self.wanted.expressions.is_empty() {
            return tracked;
        }
        let ids: HashMap<String, NodeIdx> = (0..self.outline.nodes.len() as u32)
            .map(NodeIdx)
            .map(|node| (self.outline.id(node), node))
            .collect();
        let form = Term::decode(&self.parsed.ast.to_etf()).unwrap_or(Term::List(Vec::new()));
        let nodes = nodes_with_ids(&form);
        for wanted in &self.wanted.expressions {
            let Ok(code) = &wanted.code else { continue };
            let mut is_somewhere = false;
            for (id, node) in &nodes {
                let Some(at) = ids.get(*id) else { continue };
                let function = self.outline.named(self.outline.nodes[at.to_usize()].definition);
                if !targets.contains(&function) || bare(node) != *code {
                    continue;
                }
                is_somewhere = true;
                tracked.entry(function).or_default().push(TrackedExpression {
                    node: (*id).to_owned(),
                    intermediate: wanted.intermediate,
                });
            }
            if !is_somewhere {
                self.resolved.unmet.push(Unmet {
                    kind: "expression",
                    value: super::spell::spell(code, ElixirVersion::NEWEST)
                        .text.trim().to_owned(),
                    message: if has_place(code) {
                        "it stands in none of the functions that are targeted; it must be written there as it is here"
                    } else {
                        "lists, pairs, literals, variables and module attributes are not tracked by themselves: what is around them can be, \
                         and variables can be captured"
                    }
                    .into(),
                });
            }
        }
        tracked
    }

    /// First and last line of a definition.
    fn lines_of(&self, idx: DefinitionIdx) -> std::ops::RangeInclusive<u32> {
        let range = self.outline.tree.node(self.outline.syntax_of(idx)).range;
        self.lines.line_col(range.start()).line..=self.lines.line_col(range.end()).line
    }

    /// Whether a moment comes when a definition runs.
    fn comes_in(&self, at: Moment, idx: DefinitionIdx) -> bool {
        match at {
            Moment::AfterLine(line) => self.lines_of(idx).contains(&line),
            _ => true,
        }
    }

    fn actions(&self, idx: DefinitionIdx, tracked: &Tracked) -> Actions {
        let rules: Vec<&FunctionRule> = if self.outline.definition(idx).kind == NodeKind::Lambda {
            let function = self.outline.named(idx);
            self.wanted
                .rules
                .iter()
                .filter(|rule| self.holds(rule, function))
                .collect()
        } else {
            self.wanted
                .rules
                .iter()
                .filter(|rule| self.holds(rule, idx))
                .collect()
        };
        let mut actions = Actions {
            entry_exit: rules.iter().rev().find_map(|rule| rule.entry_exit),
            ..Actions::default()
        };
        if self.outline.definition(idx).kind == NodeKind::Lambda {
            return actions;
        }
        let of_rules = rules.iter().flat_map(|rule| &rule.variables);
        for variables in of_rules
            .chain(&self.wanted.variables)
            .filter(|variables| self.comes_in(variables.at, idx))
        {
            match actions
                .variables
                .iter_mut()
                .find(|earlier| earlier.at == variables.at)
            {
                // All variables are all of them, whatever else is asked for.
                Some(earlier) if earlier.names.is_empty() || variables.names.is_empty() => {
                    earlier.names.clear()
                }
                Some(earlier) => {
                    let more = variables
                        .names
                        .iter()
                        .filter(|name| !earlier.names.contains(name));
                    let more: Vec<String> = more.cloned().collect();
                    earlier.names.extend(more);
                }
                None => actions.variables.push(variables.clone()),
            }
        }
        for (custom, before) in self.wanted.code.iter().zip(&self.before) {
            let own = match &custom.at {
                CodePlace::At(at) if self.comes_in(*at, idx) => Some(&custom.at),
                _ => None,
            };
            let places = before
                .iter()
                .filter(|(function, _)| *function == idx)
                .map(|(_, at)| at);
            for at in own.into_iter().chain(places) {
                actions.code.push(CustomCode {
                    at: at.clone(),
                    ..custom.clone()
                });
            }
        }
        actions.expressions = tracked.get(&idx).cloned().unwrap_or_default();
        actions
    }
}

/// Whether Elixir's tree has a place for a node of this form by which it can be found.
fn has_place(code: &Term) -> bool {
    match code {
        Term::Tuple(parts) => matches!(&parts[..], [head, _, Term::List(_)] if *head != Term::atom("@")),
        _ => false,
    }
}

/// Whether a definition can be a target: macros when they are named.
fn is_callable(definition: &Definition) -> bool {
    definition.kind.is_function() || definition.kind == NodeKind::Macro
}

/// What the pattern of this name selects.
pub(super) fn pattern_nodes(outline: &Outline, name: &str) -> Vec<NodeIdx> {
    let patterns = patterns();
    let pattern = patterns.all_built_in().find(|pattern| pattern.name == name);
    pattern.map(|pattern| (pattern.find)(outline)).unwrap_or_default()
}

//! The model of a configuration, and how it is made of values.

use std::collections::BTreeMap;
use std::path::Path;

use spile_core::{Selector, Settings};

use crate::Vocabulary;
use crate::actions;
use crate::check::check;
use crate::error::{ConfigError, Place, Problem, ProblemKind};
use crate::item::{Entry, Item, Node, Value};
use crate::keys;
use crate::names::{self, DefinedAction, DefinedPattern};
use crate::origin::Origin;
use crate::rules::is_own_name;
use crate::run_settings::RunSettings;

/// What to record, where, and how: a configuration file, what a builder made, or what the command line says.
#[derive(Clone, Debug)]
pub struct Config {
    pub(crate) origin: Origin,
    pub(crate) run: RunSettings,
    pub(crate) targets: Vec<Target>,
    pub(crate) excludes: Vec<Target>,
    pub(crate) patterns: BTreeMap<String, DefinedPattern>,
    pub(crate) actions: BTreeMap<String, DefinedAction>,
    pub(crate) rules: Vec<Rule>,
    /// What the command line names: whatever the rules say, nothing else is recorded.
    pub(crate) only: Vec<Target>,
}

/// A selector and where it is said.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    pub(crate) selector: Selector,
    pub(crate) place: Place,
}

/// One of `[[rules]]`.
#[derive(Clone, Debug)]
pub(crate) struct Rule {
    pub(crate) name: String,
    pub(crate) targets: Vec<Target>,
    pub(crate) excludes: Vec<Target>,
    /// What its keys and its actions say.
    pub(crate) settings: Settings,
    /// The names of its actions, in order.
    pub(crate) actions: Vec<String>,
}

impl Default for Config {
    /// A configuration that says nothing: the project's own code is recorded.
    fn default() -> Self {
        Self {
            origin: Origin::Builder,
            run: RunSettings::default(),
            targets: Vec::new(),
            excludes: Vec::new(),
            patterns: BTreeMap::new(),
            actions: BTreeMap::new(),
            rules: Vec::new(),
            only: Vec::new(),
        }
    }
}

impl Config {
    /// The configuration that `value`, a table, describes with the keys of a configuration file.
    ///
    /// # Errors
    ///
    /// All that is wrong with it.
    pub fn from_value(value: Value, vocabulary: &Vocabulary) -> Result<Self, Box<ConfigError>> {
        Self::read(Origin::Builder, &value.into(), None, vocabulary, None)
    }

    /// This configuration and, over it, what the command line says: its settings win, its targets take the place of the
    /// targets, and bound what rules record; what it excludes is excluded as well.
    pub(crate) fn overridden_by(mut self, flags: Self) -> Self {
        self.run = self.run.overridden_by(flags.run);
        if !flags.targets.is_empty() {
            self.only = flags.targets.clone();
            self.targets = flags.targets;
        }
        self.excludes.extend(flags.excludes);
        self.patterns.extend(flags.patterns);
        self.actions.extend(flags.actions);
        self.rules.extend(flags.rules);
        self
    }

    /// How to record.
    pub fn run(&self) -> &RunSettings {
        &self.run
    }

    /// The names of the actions that `rule` asks for, in order.
    pub fn actions_of(&self, rule: &str) -> &[String] {
        let rule = self.rules.iter().find(|of| of.name == rule);
        rule.map_or(&[], |rule| &rule.actions)
    }

    /// The path of the file that it was read from, as it was given.
    pub fn file(&self) -> Option<&str> {
        self.origin.source().map(|source| &*source.name)
    }

    /// A warning about the rule called `rule`, as errors are shown: `why`, and what to do about it. None if the rule stands for
    /// nothing that was written.
    pub fn warning(&self, rule: &str, why: &str, help: Option<String>) -> Option<String> {
        let named = |name: &str| name == rule;
        let of_rules = self.rules.iter().find(|entry| named(&entry.name));
        let target = match of_rules {
            Some(entry) => entry.targets.first(),
            // Numbered through, as `rules` does.
            None => (1..)
                .zip(
                    self.targets
                        .iter()
                        .map(|target| ("target", target))
                        .chain(self.excludes.iter().map(|exclude| ("exclude", exclude))),
                )
                .find(|(number, (what, _))| named(&format!("{what}-{number}")))
                .map(|(_, (_, target))| target),
        }?;
        let mut warning = Problem::new(ProblemKind::Pointless, why, target.place.clone());
        warning.is_warning = true;
        Some(warning.with_help(help).render(self.origin.source()))
    }

    /// Reads a configuration. Paths in it are taken from `dir` on; patterns of the one `below` are known.
    pub(crate) fn read(
        origin: Origin,
        item: &Item,
        dir: Option<&Path>,
        vocabulary: &Vocabulary,
        below: Option<&Self>,
    ) -> Result<Self, Box<ConfigError>> {
        let problems = check(&origin, item, &keys::file());
        if !problems.is_empty() {
            return Err(ConfigError::many(origin.source().cloned(), problems));
        }
        let mut reading = Reading {
            origin: &origin,
            vocabulary,
            below,
            problems: Vec::new(),
        };
        let config = reading.config(item, dir);
        let problems = reading.problems;
        if !problems.is_empty() {
            return Err(ConfigError::many(origin.source().cloned(), problems));
        }
        Ok(Self { origin, ..config })
    }
}

/// Reads values whose shape is known to be right, and finds what does not go together.
pub(crate) struct Reading<'a> {
    pub(crate) origin: &'a Origin,
    pub(crate) vocabulary: &'a Vocabulary,
    pub(crate) below: Option<&'a Config>,
    pub(crate) problems: Vec<Problem>,
}

impl Reading<'_> {
    fn config(&mut self, item: &Item, dir: Option<&Path>) -> Config {
        let mut config = Config::default();
        let entry = |name| find(item, name);
        if let Some(run) = entry("run") {
            config.run = RunSettings::read(&run.item, dir);
        }
        config.patterns = names::read_patterns(self, entry("patterns"));
        config.actions = names::read_actions(self, entry("actions"));
        config.targets = self.targets(entry("targets"), "targets", &config.patterns);
        config.excludes = self.targets(entry("exclude"), "exclude", &config.patterns);
        if let Some(Node::List(rules)) = entry("rules").map(|entry| &entry.item.node) {
            config.rules = self.rules(rules, &config);
        }
        config
    }

    fn rules(&mut self, items: &[Item], config: &Config) -> Vec<Rule> {
        let mut named: BTreeMap<String, &Entry> = BTreeMap::new();
        let given: Vec<&Node> = items
            .iter()
            .filter_map(|item| Some(&find(item, "name")?.item.node))
            .collect();
        let is_given = |name: &str| {
            given
                .iter()
                .any(|node| matches!(node, Node::Text(text) if text == name))
        };
        let mut rules = Vec::new();
        for (index, item) in items.iter().enumerate() {
            let path = format!("rules[{index}]");
            let mut name = format!("rule-{}", index + 1);
            while is_given(&name) {
                name.push_str("-unnamed");
            }
            if let Some(entry) = find(item, "name")
                && let Node::Text(text) = &entry.item.node
            {
                name = text.clone();
                self.note_name(&name, entry, &path, &mut named);
            }
            let targets = self.targets(find(item, "target"), &format!("{path}.target"), &config.patterns);
            let excludes = self.targets(
                find(item, "exclude"),
                &format!("{path}.exclude"),
                &config.patterns,
            );
            let settings = self.settings(item, &path, config);
            rules.push(Rule {
                name,
                targets,
                excludes,
                settings,
                actions: names::texts_of(item, "actions"),
            });
        }
        rules
    }

    fn note_name<'a>(
        &mut self,
        name: &str,
        entry: &'a Entry,
        path: &str,
        named: &mut BTreeMap<String, &'a Entry>,
    ) {
        if is_own_name(name) {
            let place = self
                .origin
                .place(entry.item.span.as_ref(), &format!("{path}.name"));
            let message = format!("`{name}` is a name that Spile gives itself, to what stands elsewhere");
            let problem = Problem::new(ProblemKind::WrongValue, message, place);
            self.problems
                .push(problem.with_help(Some("give the rule another name".into())));
        }
        match named.get(name) {
            Some(first) => {
                let message = format!("two rules are called `{name}`");
                let place = self
                    .origin
                    .place(entry.item.span.as_ref(), &format!("{path}.name"));
                let mut problem = Problem::new(ProblemKind::Duplicate, message, place);
                problem.label = "again here".into();
                problem.second = first.item.span.clone().map(|span| (span, "first here".into()));
                problem.help = Some("give one of them another name".into());
                self.problems.push(problem);
            }
            None => {
                named.insert(name.to_owned(), entry);
            }
        }
    }

    /// What the actions of a rule and its own keys say. Its own keys win.
    fn settings(&mut self, item: &Item, path: &str, config: &Config) -> Settings {
        let mut settings = Settings::default();
        if let Some(Node::List(actions)) = find(item, "actions").map(|entry| &entry.item.node) {
            for (index, item) in actions.iter().enumerate() {
                if let Node::Text(name) = &item.node {
                    let path = format!("{path}.actions[{index}]");
                    if let Some(found) = names::settings_of(self, name, item, &path, &config.actions) {
                        settings = settings.overridden_by(&found);
                    }
                }
            }
        }
        settings.overridden_by(&actions::read(item))
    }

    /// The selectors of a key.
    pub(crate) fn targets(
        &mut self,
        entry: Option<&Entry>,
        path: &str,
        patterns: &BTreeMap<String, DefinedPattern>,
    ) -> Vec<Target> {
        let Some(entry) = entry else { return Vec::new() };
        let targets: Vec<Target> = match &entry.item.node {
            Node::List(items) => (0..)
                .zip(items)
                .filter_map(|(index, item)| self.target(item, &format!("{path}[{index}]")))
                .collect(),
            _ => self.target(&entry.item, path).into_iter().collect(),
        };
        for target in &targets {
            self.check_words(target, patterns);
        }
        targets
    }

    /// The selector that `item` is.
    pub(crate) fn target(&self, item: &Item, path: &str) -> Option<Target> {
        let Node::Text(text) = &item.node else { return None };
        // What cannot be parsed was told already.
        let selector = Selector::parse(text).ok()?;
        let place = match self.origin.place(item.span.as_ref(), path) {
            Place::Named(_) => self.origin.place_in(None, text, 0..text.len(), path),
            place => place,
        };
        Some(Target { selector, place })
    }
}

/// The entry of a table with this key.
pub(crate) fn find<'a>(item: &'a Item, key: &str) -> Option<&'a Entry> {
    match &item.node {
        Node::Table(entries) => entries.iter().find(|entry| entry.key == key),
        _ => None,
    }
}

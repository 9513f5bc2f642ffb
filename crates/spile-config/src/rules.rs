//! From a configuration to the rules that plans are made of.

use spile_core::{Rules, Selector, SelectorError, Settings};

use crate::Vocabulary;
use crate::config::{Config, Target};
use crate::error::{ConfigError, Place, Problem, ProblemKind};

/// What a configuration records when it names nothing.
const PROJECT: &str = "project";
/// The rule for `bodies` of `[run]`, where there are other rules.
const BODIES: &str = "bodies";
/// The same for `outside`.
const OUTSIDE: &str = "outside";
/// The rule that bounds other rules by what the command line names.
const ONLY: &str = "only-targets";

/// Whether a rule that nobody wrote may have this name.
pub(crate) fn is_own_name(name: &str) -> bool {
    let is_numbered = |what: &str| {
        let number = name.strip_prefix(what).and_then(|rest| rest.strip_prefix('-'));
        number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
    };
    [BODIES, OUTSIDE, ONLY].contains(&name) || ["target", "exclude"].into_iter().any(is_numbered)
}

impl Config {
    /// The rules, in order: `targets`, `[[rules]]`, and last what is excluded. The same for configurations that say the same, from
    /// a file, a builder or the command line.
    ///
    /// # Errors
    ///
    /// What [`Rules::new`] says; of what was read with the same vocabulary nothing is wrong any more.
    pub fn rules(&self, vocabulary: &Vocabulary) -> Result<Rules, Box<ConfigError>> {
        self.to_rules(vocabulary).map_err(|error| {
            let place = Place::Named("rules".into());
            let problem = Problem::new(ProblemKind::Selector, error.message(), place);
            ConfigError::one(None, problem.with_help(error.help().map(str::to_owned)))
        })
    }

    fn to_rules(&self, vocabulary: &Vocabulary) -> Result<Rules, SelectorError> {
        let mut rules = Vec::new();
        let bodies = Settings {
            bodies: self.run.bodies.filter(|&is| is),
            ..Settings::default()
        };
        let outside = Settings {
            outside: self.run.outside.filter(|&is| is),
            ..Settings::default()
        };
        if !self.rules.is_empty() {
            for (name, settings) in [(BODIES, bodies), (OUTSIDE, outside)] {
                if !settings.is_empty() {
                    rules.push(rule(name, Selector::parse("**")?, settings));
                }
            }
        }
        let records = |settings: &Settings| settings.record == Some(true);
        let mut number = 0;
        let mut numbered = |what: &str| {
            number += 1;
            format!("{what}-{number}")
        };
        let recorded = Settings {
            record: Some(true),
            ..Settings::default()
        };
        let target_settings = recorded.overridden_by(&bodies).overridden_by(&outside);
        for target in &self.targets {
            rules.push(rule(
                &numbered("target"),
                target.selector.clone(),
                target_settings,
            ));
        }
        // A rule that records says what to record, as `targets` does.
        if self.targets.is_empty() && !self.rules.iter().any(|rule| records(&rule.settings)) {
            rules.push(rule(
                &numbered("target"),
                Selector::parse(PROJECT)?,
                target_settings,
            ));
        }
        for entry in &self.rules {
            let target = any(&entry.targets)?;
            let target = match &entry.excludes[..] {
                [] => target,
                excludes => Selector::parse(&format!("({target}) and not ({})", any(excludes)?))?,
            };
            rules.push(rule(&entry.name, target, entry.settings));
        }
        let excluded = Settings {
            record: Some(false),
            ..Settings::default()
        };
        if !self.only.is_empty() && !self.rules.is_empty() {
            let others = Selector::parse(&format!("not ({})", any(&self.only)?))?;
            rules.push(rule(ONLY, others, excluded));
        }
        for exclude in &self.excludes {
            rules.push(rule(&numbered("exclude"), exclude.selector.clone(), excluded));
        }
        let mut patterns = vocabulary.core_patterns().clone();
        for (name, pattern) in &self.patterns {
            // The names of built-in ones were refused.
            let _ = patterns.define(name, pattern.target.selector.clone());
        }
        Rules::new(rules, patterns, vocabulary.language()).map_err(|failed| failed.error)
    }
}

fn rule(name: &str, target: Selector, settings: Settings) -> spile_core::Rule {
    spile_core::Rule {
        name: name.to_owned(),
        target,
        settings,
    }
}

/// One selector for all of `targets`, of which one is enough.
fn any(targets: &[Target]) -> Result<Selector, SelectorError> {
    if let [one] = targets {
        return Ok(one.selector.clone());
    }
    let texts: Vec<String> = targets
        .iter()
        .map(|target| format!("({})", target.selector))
        .collect();
    Selector::parse(&texts.join(" or "))
}

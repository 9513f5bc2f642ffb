//! Configurations without a file.

use crate::config::Config;
use crate::error::ConfigError;
use crate::item::Value;
use crate::origin::Origin;
use crate::{RunSettings, Vocabulary};

/// Makes a [`Config`]. What is said is looked at by [`Builder::build`], in the same way as a file.
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Builder {
    run: RunSettings,
    targets: Vec<Value>,
    excludes: Vec<Value>,
    patterns: Vec<(String, Value)>,
    actions: Vec<(String, Value)>,
    rules: Vec<Value>,
    is_command_line: bool,
}

/// Makes one of a configuration's rules.
#[derive(Clone, Debug)]
#[must_use]
pub struct RuleBuilder {
    keys: Vec<(String, Value)>,
    targets: Vec<Value>,
    excludes: Vec<Value>,
    actions: Vec<Value>,
}

impl Config {
    /// A builder of configurations.
    pub fn builder() -> Builder {
        Builder::default()
    }
}

impl Builder {
    /// A builder for what the command line says: errors name its options.
    pub fn of_command_line() -> Self {
        Self {
            is_command_line: true,
            ..Self::default()
        }
    }

    /// Records what `selector` selects, too.
    pub fn target(mut self, selector: impl Into<String>) -> Self {
        self.targets.push(Value::Text(selector.into()));
        self
    }

    /// Does not record what `selector` selects, whatever the rules say.
    pub fn exclude(mut self, selector: impl Into<String>) -> Self {
        self.excludes.push(Value::Text(selector.into()));
        self
    }

    /// Gives `selector` a name, for `pattern(NAME)`.
    pub fn pattern(mut self, name: impl Into<String>, selector: impl Into<String>) -> Self {
        self.patterns.push((name.into(), Value::Text(selector.into())));
        self
    }

    /// Gives the action `of` with these options a name of its own.
    pub fn action<'a>(
        mut self,
        name: impl Into<String>,
        of: impl Into<String>,
        options: impl IntoIterator<Item = (&'a str, bool)>,
    ) -> Self {
        let options = options
            .into_iter()
            .map(|(key, is)| (key.to_owned(), Value::Boolean(is)));
        let keys = [("action".to_owned(), Value::Text(of.into()))]
            .into_iter()
            .chain(options);
        self.actions.push((name.into(), Value::Table(keys.collect())));
        self
    }

    /// Adds a rule behind those that there are.
    pub fn rule(mut self, rule: RuleBuilder) -> Self {
        self.rules.push(rule.into_value());
        self
    }

    /// Says how to record, in place of what was said before.
    pub fn run(mut self, settings: RunSettings) -> Self {
        self.run = settings;
        self
    }

    /// The configuration.
    ///
    /// # Errors
    ///
    /// All that is wrong with it.
    pub fn build(self, vocabulary: &Vocabulary) -> Result<Config, Box<ConfigError>> {
        self.read(vocabulary, None)
    }

    /// The configuration `below`, usually that of a file, and over it what was said here: settings win; targets take the place of
    /// its targets, and nothing else is recorded, whatever its rules say; what is excluded is excluded as well.
    ///
    /// # Errors
    ///
    /// All that is wrong with what was said here.
    pub fn build_over(self, below: Config, vocabulary: &Vocabulary) -> Result<Config, Box<ConfigError>> {
        let config = self.read(vocabulary, Some(&below))?;
        Ok(below.overridden_by(config))
    }

    fn read(self, vocabulary: &Vocabulary, below: Option<&Config>) -> Result<Config, Box<ConfigError>> {
        let origin = if self.is_command_line {
            Origin::Flags
        } else {
            Origin::Builder
        };
        let mut entries = Vec::new();
        push_list(&mut entries, "targets", self.targets);
        push_list(&mut entries, "exclude", self.excludes);
        push_list(&mut entries, "rules", self.rules);
        entries.push(("patterns".to_owned(), Value::Table(self.patterns)));
        entries.push(("actions".to_owned(), Value::Table(self.actions)));
        let config = Config::read(origin, &Value::Table(entries).into(), None, vocabulary, below)?;
        Ok(Config {
            run: self.run,
            ..config
        })
    }
}

impl RuleBuilder {
    /// A rule that holds where `selector` selects.
    pub fn at(selector: impl Into<String>) -> Self {
        Self {
            keys: Vec::new(),
            targets: vec![Value::Text(selector.into())],
            excludes: Vec::new(),
            actions: Vec::new(),
        }
    }

    /// It holds where `selector` selects, too.
    pub fn or_at(mut self, selector: impl Into<String>) -> Self {
        self.targets.push(Value::Text(selector.into()));
        self
    }

    /// It does not hold where `selector` selects.
    pub fn exclude(mut self, selector: impl Into<String>) -> Self {
        self.excludes.push(Value::Text(selector.into()));
        self
    }

    /// Its name.
    pub fn named(self, name: impl Into<String>) -> Self {
        self.key("name", Value::Text(name.into()))
    }

    /// It does what this action does, one of Spile's or of the configuration's own.
    pub fn action(mut self, name: impl Into<String>) -> Self {
        self.actions.push(Value::Text(name.into()));
        self
    }

    /// Whether functions are recorded.
    pub fn record(self, is: bool) -> Self {
        self.set("record", is)
    }

    /// Whether, where functions are recorded, the bodies of classes and modules are as well.
    pub fn bodies(self, is: bool) -> Self {
        self.set("bodies", is)
    }

    /// Whether, where functions are recorded, the time that their calls spend in what is not is told apart.
    pub fn outside(self, is: bool) -> Self {
        self.set("outside", is)
    }

    /// Sets a key of rules by its name.
    pub fn set(self, key: &str, is: bool) -> Self {
        self.key(key, Value::Boolean(is))
    }

    fn key(mut self, key: &str, value: Value) -> Self {
        self.keys.retain(|(earlier, _)| earlier != key);
        self.keys.push((key.to_owned(), value));
        self
    }

    fn into_value(self) -> Value {
        let mut keys = self.keys;
        push_list(&mut keys, "target", self.targets);
        push_list(&mut keys, "exclude", self.excludes);
        push_list(&mut keys, "actions", self.actions);
        Value::Table(keys)
    }
}

/// A list with nothing in it is one that was not said.
fn push_list(entries: &mut Vec<(String, Value)>, key: &str, values: Vec<Value>) {
    if !values.is_empty() {
        entries.push((key.to_owned(), Value::List(values)));
    }
}

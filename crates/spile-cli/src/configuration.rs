//! The configuration that holds here: that of a file, and over it what the command line says.

use std::path::{Path, PathBuf};

use anyhow::anyhow;
use spile_config::{Builder, Config, ConfigError, Console, RunSettings, Value, Vocabulary};
use spile_core::Rules;

use crate::args::RuleArgs;
use crate::failure::{Failure, Result};
use crate::rules;

/// The words that configurations may use.
pub(crate) fn vocabulary() -> Vocabulary {
    Vocabulary::new(rules::patterns(), rules::language())
}

/// The configuration for what is run in the directory `current`: the file that `args` name, or the nearest, and over it `args`
/// and `options`.
pub(crate) fn configure(args: &RuleArgs, options: RunSettings, current: &Path) -> Result<Config> {
    let vocabulary = vocabulary();
    let file = match &args.config {
        Some(file) => spile_config::load(file, &vocabulary).map(Some),
        None => spile_config::discover(current, &vocabulary),
    };
    let file = file.map_err(|error| Failure::configuration(anyhow!(error)))?;
    let mut builder = Builder::of_command_line().run(options);
    for target in &args.targets {
        builder = builder.target(target);
    }
    for exclude in &args.excludes {
        builder = builder.exclude(exclude);
    }
    builder
        .build_over(file.unwrap_or_default(), &vocabulary)
        .map_err(|error| Failure::usage(anyhow!(error)))
}

/// The rules of a configuration.
pub(crate) fn rules_of_config(config: &Config) -> Result<Rules> {
    config
        .rules(&vocabulary())
        .map_err(|error| Failure::configuration(anyhow!(error)))
}

/// What a program that installs Spile itself is configured by.
#[derive(Debug)]
pub enum ConfigSource {
    /// The keys of a configuration file, as data.
    Data(Value),
    /// A file.
    File(PathBuf),
}

/// The rules of a configuration, and over it `targets` and `options`; and how calls are printed while they happen, if they are.
///
/// # Errors
/// What is wrong with the configuration, or with what is over it.
pub fn rules_over(
    source: ConfigSource,
    targets: &[String],
    options: RunSettings,
) -> std::result::Result<(Rules, Option<&'static str>), Box<ConfigError>> {
    let vocabulary = vocabulary();
    let config = match source {
        ConfigSource::Data(data) => Config::from_value(data, &vocabulary)?,
        ConfigSource::File(file) => spile_config::load(&file, &vocabulary)?,
    };
    let builder = Config::builder().run(options);
    let builder = targets.iter().fold(builder, Builder::target);
    let config = builder.build_over(config, &vocabulary)?;
    let console = config.run().console.and_then(Console::word);
    Ok((config.rules(&vocabulary)?, console))
}

/// The rules for what is in the directory `current`.
pub(crate) fn rules_for(args: &RuleArgs, current: &Path) -> Result<Rules> {
    rules_of_config(&config_for(args, current)?)
}

/// The configuration for what is in the directory `current`.
pub(crate) fn config_for(args: &RuleArgs, current: &Path) -> Result<Config> {
    let options = RunSettings {
        bodies: args.bodies,
        outside: args.outside,
        ..RunSettings::default()
    };
    configure(args, options, current)
}

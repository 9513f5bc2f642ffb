//! The help of commands that take selectors: it names the patterns and actions that there are, those of the configuration, too.

use clap::CommandFactory;
use spile_config::Word;

use crate::args::Args;
use crate::configuration::vocabulary;

/// The commands that take selectors or configurations.
const WITH_SELECTORS: [&str; 4] = ["run", "targets", "explain", "check"];

/// The command line, with these names.
pub(crate) fn command() -> clap::Command {
    let names = names();
    WITH_SELECTORS.into_iter().fold(Args::command(), |command, name| {
        command.mut_subcommand(name, |command| command.after_help(names.clone()))
    })
}

fn names() -> String {
    let vocabulary = vocabulary();
    // Help is the last thing to fail because of a wrong file.
    let config = std::env::current_dir()
        .ok()
        .and_then(|current| spile_config::discover(&current, &vocabulary).ok().flatten());
    let patterns = spile_config::known_patterns(&vocabulary, config.as_ref());
    let actions = spile_config::known_actions(config.as_ref());
    format!(
        "Patterns, for pattern(NAME) in a selector:\n{}\nActions of rules:\n{}",
        listed(&patterns),
        listed(&actions)
    )
}

fn listed(words: &[Word]) -> String {
    let width = words
        .iter()
        .map(|word| word.name.chars().count())
        .max()
        .unwrap_or(0);
    words
        .iter()
        .map(|word| {
            format!("  {:<width$}  {}", word.name, word.summary)
                .trim_end()
                .to_owned()
                + "\n"
        })
        .collect()
}

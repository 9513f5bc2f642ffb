//! The names that a configuration can use, for help and for listings.

use crate::actions;
use crate::{Config, Vocabulary};

/// A name and what it stands for, in one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// As it is written.
    pub name: String,
    /// What it stands for.
    pub summary: String,
    /// Whether it is part of Spile, or of the configuration.
    pub is_built_in: bool,
}

/// The patterns of Spile, and those that `config` defines.
pub fn known_patterns(vocabulary: &Vocabulary, config: Option<&Config>) -> Vec<Word> {
    let built_in = vocabulary.patterns().map(|pattern| Word {
        name: pattern.name.to_owned(),
        summary: pattern.summary.to_owned(),
        is_built_in: true,
    });
    let patterns = config.into_iter().flat_map(|config| &config.patterns);
    let defined = patterns.map(|(name, pattern)| Word {
        name: name.clone(),
        summary: match &pattern.summary {
            Some(summary) => summary.clone(),
            None => pattern.target.selector.to_string(),
        },
        is_built_in: false,
    });
    built_in.chain(defined).collect()
}

/// The actions of Spile, and those that `config` defines.
pub fn known_actions(config: Option<&Config>) -> Vec<Word> {
    let built_in = actions::BUILT_IN.iter().map(|action| Word {
        name: action.name.to_owned(),
        summary: action.summary().to_owned(),
        is_built_in: true,
    });
    let actions = config.into_iter().flat_map(|config| &config.actions);
    let defined = actions.map(|(name, action)| Word {
        name: name.clone(),
        summary: match &action.summary {
            Some(summary) => summary.clone(),
            None => format!("{} with {}", action.of, action.settings),
        },
        is_built_in: false,
    });
    built_in.chain(defined).collect()
}
